namespace OrleansCalls.Webhooks.Tests.Hosting;

/// <summary>Asks again until it is so, within a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    public static Task IsAsync(Func<bool> isSo, Func<string> otherwise) => IsAsync(() => Task.FromResult(isSo()), otherwise);

    public static async Task IsAsync(Func<Task<bool>> isSo, Func<string> otherwise)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < s_patience, $"Gave up waiting: {otherwise()}");
            await Task.Delay(s_pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
