using System.Diagnostics;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Silo.S3;
using OrleansCalls.Testing;
using static OrleansCalls.Storage.Tests.Recordings.Bucket;

namespace OrleansCalls.Storage.Tests.Recordings;

public sealed class RecordingStoreTests(S3Fixture s3)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("audio/ogg")]
    [InlineData("video/mp4")]
    public async Task Find_ObjectThatIsThere_TellsSizeAndType(string type)
    {
        var server = await s3.ServerAsync();
        var key = $"voice-recordings/{Guid.NewGuid()}.ogg";
        await PutAsync(server, key, type);
        using var store = Store(server);

        Assert.Equal(new StoredRecording(Bytes.Length, type), await store.FindAsync(key, Cancellation));
    }

    [Fact]
    public async Task Find_NothingThere_IsNull()
    {
        using var store = Store(await s3.ServerAsync());

        Assert.Null(await store.FindAsync("voice-recordings/absent.ogg", Cancellation));
    }

    [Fact]
    public async Task Find_WrongSecret_IsAFailureNotAnAbsence()
    {
        var server = await s3.ServerAsync();
        await PutAsync(server, "there.ogg");
        using var store = Store(server, secret: "wrong");

        var failure = await Assert.ThrowsAsync<OutsideException>(() => store.FindAsync("there.ogg", Cancellation));

        Assert.True(failure.Refused); // 403, which S3 answers for an absent object too, without the right to list
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ServerStopped_FailsSoonAndFindsWhenItIsBack()
    {
        await using var server = await S3Fixture.StartOwnAsync(Cancellation);
        await PutAsync(server, "there.ogg");
        using var store = Store(server);
        Assert.NotNull(await store.FindAsync("there.ogg", Cancellation));

        await server.StopAsync();
        var start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<OutsideException>(() => store.FindAsync("there.ogg", Cancellation));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(15));

        await server.StartAgainAsync(Cancellation);
        Assert.NotNull(await store.FindAsync("there.ogg", Cancellation));
    }

    [Fact]
    public async Task Find_Cancelled_IsNoFailureOfTheBucket()
    {
        using var store = Store(await s3.ServerAsync());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.FindAsync("any.ogg", cancelled.Token));
    }

    [Fact]
    public async Task List_Prefix_IsEveryKeyThatBeginsSo()
    {
        var server = await s3.ServerAsync();
        var folder = $"voice-recordings/{Guid.NewGuid()}";
        string[] keys = [$"{folder}_1.ogg", $"{folder}_1.2.ogg", $"{folder}_12.ogg"];
        foreach (var key in keys)
        {
            await PutAsync(server, key);
        }

        using var store = Store(server);

        Assert.Equal([$"{folder}_1.2.ogg", $"{folder}_1.ogg"], (await store.ListAsync($"{folder}_1.", Cancellation)).Order(StringComparer.Ordinal));
        Assert.Equal(3, (await store.ListAsync(folder, Cancellation)).Count);
        Assert.Empty(await store.ListAsync("voice-recordings/none", Cancellation));
    }

    [Fact]
    public async Task Delete_ThereOrNot_IsGone()
    {
        var server = await s3.ServerAsync();
        var key = $"voice-recordings/auth0|u:1@x.y {Guid.NewGuid()}.ogg";
        await PutAsync(server, key);
        using var store = Store(server);

        await store.DeleteAsync(key, Cancellation);
        await store.DeleteAsync(key, Cancellation);

        Assert.Null(await store.FindAsync(key, Cancellation));
    }

    [Fact]
    public async Task ListAndDelete_WrongSecretOrBucket_AreFailuresNotAbsences()
    {
        var server = await s3.ServerAsync();
        using var stranger = Store(server, secret: "wrong");
        using var elsewhere = Store(server, bucket: "nowhere");

        await Assert.ThrowsAsync<OutsideException>(() => stranger.ListAsync("voice-recordings/", Cancellation));
        await Assert.ThrowsAsync<OutsideException>(() => stranger.DeleteAsync("there.ogg", Cancellation));
        await Assert.ThrowsAsync<OutsideException>(() => elsewhere.ListAsync("voice-recordings/", Cancellation));
    }

    [Fact]
    public async Task Find_NoBucketConfigured_ProvesNothing() =>
        Assert.True((await Assert.ThrowsAsync<OutsideException>(() => new NoRecordingStore().FindAsync("any.ogg", Cancellation))).Refused);
}
