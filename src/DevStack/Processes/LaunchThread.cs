using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansCalls.DevStack.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as this process. 'Parent death' in prctl(PR_SET_PDEATHSIG) means the
/// death of the thread that forked: started from a pool thread, children would die when the pool retires it.
/// </summary>
internal static class LaunchThread
{
    private static readonly BlockingCollection<Action> Launches = BeginThread();

    public static Process Start(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Launches.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> BeginThread()
    {
        var launches = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var launch in launches.GetConsumingEnumerable())
            {
                launch();
            }
        })
        { IsBackground = true, Name = "Child processes" }.Start();
        return launches;
    }
}
