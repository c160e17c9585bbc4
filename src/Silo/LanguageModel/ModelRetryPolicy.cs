using System.ClientModel.Primitives;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>
/// Tries once more after what may pass (408, 429, 5xx, a broken connection), on the given clock. A server that wants a
/// longer pause than fits into a summary's time is not waited for.
/// </summary>
internal sealed class ModelRetryPolicy(TimeProvider time) : ClientRetryPolicy(maxRetries: 1)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) && GetNextDelay(message, tryCount: 1) <= LongestPause;

    protected override Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Task.Delay(pause, time, cancellationToken);
}
