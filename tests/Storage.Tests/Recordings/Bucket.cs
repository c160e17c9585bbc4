using Amazon.S3.Model;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.S3;

namespace OrleansCalls.Storage.Tests.Recordings;

/// <summary>The store under test on a real S3 server, and what others do with that server.</summary>
internal static class Bucket
{
    public static byte[] Bytes { get; } = [.. "OggS"u8, 0, 1, 254, 255];

    public static RecordingStore Store(S3Server server, string? secret = null, string? bucket = null) => new(new BucketSettings
    {
        AccessKey = server.AccessKey,
        Secret = secret ?? server.Secret,
        Bucket = bucket ?? server.Bucket,
        Region = server.Region,
        Endpoint = new Uri(server.Endpoint),
    });

    public static async Task PutAsync(S3Server server, string key, string type = "audio/ogg")
    {
        using var client = server.CreateClient();
        using var content = new MemoryStream(Bytes);
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = server.Bucket, Key = key, InputStream = content, ContentType = type, UseChunkEncoding = false },
            TestContext.Current.CancellationToken);
    }

    public static async Task<HttpResponseMessage> GetAsync(string link)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await http.GetAsync(new Uri(link), TestContext.Current.CancellationToken);
    }
}
