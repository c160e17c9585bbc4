using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.DevStack.Network;

/// <summary>Waiting until a server that was just started answers.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="InvalidOperationException">It died, or did not answer in time; the message shows the end of its log.</exception>
    public static async Task WaitAsync(
        ChildProcess server, TimeSpan patience, Func<CancellationToken, Task<bool>> answers, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(patience);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            while (!await answers(both.Token))
            {
                if (server.Exited.IsCompleted)
                {
                    throw new InvalidOperationException(
                        $"{server.Name} ended with exit code {await server.Exited} while starting. The end of its log:\n{server.LogTail()}");
                }

                await Task.Delay(Pause, TimeProvider.System, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"{server.Name} was not ready after {patience.TotalSeconds:0} s. The end of its log:\n{server.LogTail()}");
        }
    }

    /// <summary>Whether a GET answers 200.</summary>
    public static async Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var http = LoopbackHttp.Client(TimeSpan.FromSeconds(5));
            using var response = await http.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // slow to answer while it starts
        }
    }
}
