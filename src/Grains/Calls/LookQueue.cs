namespace OrleansCalls.Grains.Calls;

/// <summary>
/// Lets only so many of the calls' regular looks at LiveKit be under way at once. When very many calls are taken up after a
/// crash, or LiveKit is slow, looks wait here, where waiting costs nothing: each would otherwise hold a connection until its
/// time-out, and thousands of them take the silo down. What makes or ends something never waits behind them, nor does what
/// it asks LiveKit first.
/// </summary>
internal sealed class LookQueue : IDisposable
{
    internal const int Most = 64;

    private readonly SemaphoreSlim _free = new(Most, Most);

    /// <summary>Takes the whole look when there is room for it, so that a time it notes is the time of asking.</summary>
    public async Task<T> TakeAsync<T>(Func<Task<T>> look, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await look();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
