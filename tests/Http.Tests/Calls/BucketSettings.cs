using OrleansCalls.DevStack.S3;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>The settings that lead to a bucket.</summary>
internal static class BucketSettings
{
    public static (string Key, string? Value)[] Settings(this S3Server bucket) =>
    [
        ("RECORDING_S3_ACCESS_KEY", bucket.AccessKey),
        ("RECORDING_S3_SECRET", bucket.Secret),
        ("RECORDING_S3_BUCKET", bucket.Bucket),
        ("RECORDING_S3_REGION", bucket.Region),
        ("RECORDING_S3_ENDPOINT", bucket.Endpoint),
    ];
}
