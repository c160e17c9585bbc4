namespace OrleansCalls.Sandbox.Tests.Hosting;

/// <summary>Asks again until the answer satisfies, within a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> satisfies)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (satisfies(answer))
                return answer;

            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Gave up waiting; the last answer was {answer}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
