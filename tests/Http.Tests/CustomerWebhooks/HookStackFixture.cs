using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.CustomerWebhooks;

/// <summary>A stack whose customers may have their endpoints on this machine, as on a developer's.</summary>
public sealed class HookStackFixture(PostgresFixture postgres, S3Fixture s3) : IAsyncLifetime
{
    internal CallStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await CallStack.StartAsync(
        postgres, s3, ("Webhooks:AllowPrivateTargets", "true"), ("Webhooks:SecretsKey", Convert.ToBase64String(new byte[32])));

    public async ValueTask DisposeAsync() => await Stack.DisposeAsync();
}
