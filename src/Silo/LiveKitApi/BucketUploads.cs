using OrleansCalls.LiveKit.Egress;
using OrleansCalls.Silo.Configuration;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>What LiveKit's Egress is told of the bucket.</summary>
internal static class BucketUploads
{
    /// <summary>An OGG file under this key.</summary>
    public static EncodedFileOutput Ogg(BucketSettings bucket, string key) => new()
    {
        FileType = EncodedFileType.Ogg,
        Filepath = key,
        S3 = new S3Upload
        {
            AccessKey = bucket.AccessKey,
            Secret = bucket.Secret,
            Bucket = bucket.Bucket,
            Region = bucket.Region,
            Endpoint = bucket.Endpoint?.ToString().TrimEnd('/'),
            ForcePathStyle = bucket.Endpoint is not null,
        },
    };
}
