using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.Configuration;

/// <summary>The bucket that recordings go to: <c>RECORDING_S3_…</c>. All but the endpoint or none; without them recording is off.</summary>
internal sealed class BucketSettings
{
    public required string AccessKey { get; init; }

    public required string Secret { get; init; }

    public required string Bucket { get; init; }

    public required string Region { get; init; }

    /// <summary>Null for AWS itself; with one, the bucket is addressed by path.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Reads the group; one that is set in part is a complaint.</summary>
    public static BucketSettings? Read(SettingsReader settings)
    {
        const string accessKey = "RECORDING_S3_ACCESS_KEY", secret = "RECORDING_S3_SECRET";
        const string bucket = "RECORDING_S3_BUCKET", region = "RECORDING_S3_REGION", endpoint = "RECORDING_S3_ENDPOINT";
        var complete = settings.HasGroup(accessKey, secret, bucket, region);
        var address = settings.OptionalUrl(endpoint, "http", "https");
        if (!complete)
        {
            if (settings.Optional(endpoint) is not null)
            {
                _ = settings.HasGroup(accessKey, secret, bucket, region, endpoint); // the endpoint alone is a part of the group too
            }

            return null;
        }

        return new BucketSettings
        {
            AccessKey = settings.Optional(accessKey)!,
            Secret = settings.Optional(secret)!,
            Bucket = settings.Optional(bucket)!,
            Region = settings.Optional(region)!,
            Endpoint = address,
        };
    }
}
