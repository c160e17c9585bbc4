using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>The <c>location</c> that LiveKit reports for an object, its oddities included (livekit/storage s3.go).</summary>
internal static class S3Location
{
    public static string Of(S3Upload s3, string key)
    {
        var endpoint = s3.Endpoint.Length > 0 ? s3.Endpoint : "s3.amazonaws.com";
        if (!s3.ForcePathStyle)
            return $"https://{s3.Bucket}.{endpoint}/{key}"; // malformed where the endpoint has a scheme, as with the real one

        var scheme = endpoint.StartsWith("http", StringComparison.Ordinal) ? "" : "https://";
        return $"{scheme}{endpoint}/{s3.Bucket}/{key}";
    }
}
