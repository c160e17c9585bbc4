using System.Net;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.S3;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Recordings.Bucket;

namespace OrleansCalls.Storage.Tests.Recordings;

public sealed class RecordingLinkTests(S3Fixture s3)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("voice-recordings/plain_fred-call_1.ogg")]
    [InlineData("voice-recordings/auth0|u:1@x.y_fred-call_1.ogg")]
    [InlineData("voice-recordings/a b+c%20d&e=f#g?h.ogg")]
    [InlineData("voice-recordings/ü👍.ogg")]
    public async Task Link_AnyKey_FetchesTheBytesByPlainHttp(string key)
    {
        var server = await s3.ServerAsync();
        await PutAsync(server, key);
        using var store = Store(server);

        var link = store.Link(key, Now.AddMinutes(15));
        using var response = await GetAsync(link);

        Assert.StartsWith("http://", link, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("audio/ogg", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Bytes, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Link_Expired_IsRefused()
    {
        var server = await s3.ServerAsync();
        await PutAsync(server, "expiring.ogg");
        using var store = Store(server);
        var link = store.Link("expiring.ogg", Now.AddSeconds(1));

        for (var end = Now.AddSeconds(20); ;)
        {
            using var response = await GetAsync(link);
            if (response.StatusCode is HttpStatusCode.Forbidden)
            {
                break;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.True(Now < end, "The link goes on working");
        }
    }

    [Fact]
    public async Task Link_AnyTime_HoldsNoSecret()
    {
        var server = await s3.ServerAsync();
        using var store = Store(server);

        Assert.DoesNotContain(server.Secret, store.Link("any.ogg", Now.AddMinutes(1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://store.example:9000/", "https://store.example:9000/calls/any.ogg?")]
    [InlineData("http://store.example:9000/", "http://store.example:9000/calls/any.ogg?")]
    [InlineData(null, "https://calls.s3.eu-west-1.amazonaws.com/any.ogg?")]
    public void Link_OtherEndpoints_IsWhereTheBucketIs(string? endpoint, string start)
    {
        using var store = new RecordingStore(new BucketSettings
        {
            AccessKey = "key",
            Secret = "secret",
            Bucket = "calls",
            Region = "eu-west-1",
            Endpoint = endpoint is null ? null : new Uri(endpoint),
        });

        var link = store.Link("any.ogg", Now.AddMinutes(15));

        Assert.StartsWith(start, link, StringComparison.Ordinal);
        Assert.Contains("eu-west-1", link, StringComparison.Ordinal);
    }
}
