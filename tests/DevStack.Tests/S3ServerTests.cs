using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using OrleansCalls.DevStack.S3;
using OrleansCalls.Testing;

namespace OrleansCalls.DevStack.Tests;

public sealed class S3ServerTests(S3Fixture s3)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Object_ReadThroughPresignedAddress_IsTheSame()
    {
        var server = await s3.ServerAsync();
        await PutAsync(server, "a|b/ö.txt", "hello");

        Assert.Equal("hello", await ReadAsync(Presigned(server, "a|b/ö.txt")));
    }

    [Fact]
    public async Task PresignedAddress_Altered_IsForbidden()
    {
        var server = await s3.ServerAsync();
        await PutAsync(server, "secret.txt", "hello");

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await http.GetAsync(
            new Uri(Presigned(server, "secret.txt").Replace("secret.txt", "other.txt", StringComparison.Ordinal)), Cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_KeepsObjects()
    {
        await using var server = await S3Fixture.StartOwnAsync(Cancellation);
        await PutAsync(server, "kept.txt", "hello");

        await server.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => ReadAsync(Presigned(server, "kept.txt")));
        await server.StartAgainAsync(Cancellation);

        Assert.Equal("hello", await ReadAsync(Presigned(server, "kept.txt")));
    }

    private static async Task PutAsync(S3Server server, string key, string text)
    {
        using var client = server.CreateClient();
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = server.Bucket, Key = key, ContentBody = text, UseChunkEncoding = false }, Cancellation);
    }

    private static string Presigned(S3Server server, string key)
    {
        using var client = server.CreateClient();
        return client.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = server.Bucket,
            Key = key,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1),
            Protocol = Protocol.HTTP,
        });
    }

    private static async Task<string> ReadAsync(string address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return await http.GetStringAsync(new Uri(address), Cancellation);
    }
}
