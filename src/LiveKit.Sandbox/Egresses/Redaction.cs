using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>Replaces the secrets of an egress request by placeholders, as LiveKit does wherever it shows the request.</summary>
internal static class Redaction
{
    public static RoomCompositeEgressRequest Of(RoomCompositeEgressRequest request) => request with
    {
        File = request.File is { } file ? Of(file) : null,
        FileOutputs = [.. request.FileOutputs.Select(Of)],
    };

    public static WebEgressRequest Of(WebEgressRequest request) => request with
    {
        File = request.File is { } file ? Of(file) : null,
        FileOutputs = [.. request.FileOutputs.Select(Of)],
    };

    private static EncodedFileOutput Of(EncodedFileOutput output) => output with
    {
        S3 = output.S3 is { } s3
            ? s3 with
            {
                AccessKey = Placeholder(s3.AccessKey, "{access_key}"),
                Secret = Placeholder(s3.Secret, "{secret}"),
                SessionToken = Placeholder(s3.SessionToken, "{session_token}"),
                AssumeRoleExternalId = Placeholder(s3.AssumeRoleExternalId, "{external_id}"),
            }
            : null,
    };

    private static string Placeholder(string secret, string placeholder) => secret.Length == 0 ? "" : placeholder;
}
