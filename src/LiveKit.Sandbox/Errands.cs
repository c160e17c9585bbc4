namespace OrleansCalls.LiveKit.Sandbox;

/// <summary>Work that outlives the request that began it and ends with the program.</summary>
internal sealed partial class Errands : IHostedService, IDisposable
{
    private readonly ILogger<Errands> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _end;
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    public Errands(ILogger<Errands> logger) => (_logger, _end) = (logger, _stopping.Token);

    /// <summary>Begins the work. Its token is cancelled when the program stops.</summary>
    public void Begin(Func<CancellationToken, Task> work)
    {
        var task = Task.Run(() => RunAsync(work));
        lock (_lock)
            _running.Add(task);

        task.ContinueWith(Forget, TaskScheduler.Default);
    }

    /// <summary>Does something once the time has passed, counted from this very moment, unless the program stops before.</summary>
    public void Later(TimeSpan delay, TimeProvider time, Action act)
    {
        var due = Task.Delay(delay, time, _end);
        Begin(async _ =>
        {
            await due;
            act();
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_lock)
            running = [.. _running];

        await Task.WhenAll(running).WaitAsync(cancellationToken);
    }

    /// <summary>Ends the work, also where the program is disposed without being stopped. May be called twice.</summary>
    public void Dispose()
    {
        if (!_end.IsCancellationRequested)
            _stopping.Cancel();

        _stopping.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(_end);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The program ends; so does its work.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private void Forget(Task task)
    {
        lock (_lock)
            _running.Remove(task);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work in the background failed")]
    private partial void LogFailed(Exception exception);
}
