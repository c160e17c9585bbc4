using OrleansCalls.DevStack.S3;

namespace OrleansCalls.Testing;

/// <summary>
/// One S3 server for a test assembly, in a temporary folder, started when first asked for:
/// <c>[assembly: AssemblyFixture(typeof(S3Fixture))]</c>. Tests share its bucket and take keys of their own.
/// A test that takes S3 away starts a server of its own instead: <see cref="StartOwnAsync"/>.
/// </summary>
public sealed class S3Fixture : IAsyncDisposable
{
    private readonly Lazy<Task<S3Server>> server = new(() => S3Server.StartAsync());

    /// <summary>The shared server.</summary>
    public Task<S3Server> ServerAsync() => server.Value;

    /// <summary>A server for one test alone, which may stop, kill and start it. The test disposes it.</summary>
    public static Task<S3Server> StartOwnAsync(CancellationToken cancellationToken = default) =>
        S3Server.StartAsync(cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
