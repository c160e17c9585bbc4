using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Calls;

/// <summary>One stack for the tests of a class, which take calls of their own.</summary>
public sealed class StackFixture(PostgresFixture postgres, S3Fixture s3) : IAsyncLifetime
{
    internal const string OperatorKey = "the-operators-key-of-32-bytes-or-more";

    internal CallStack Stack { get; private set; } = null!;

    /// <summary>The stack's database.</summary>
    internal PostgresDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        Stack = await CallStack.StartAsync(postgres, s3, ("DATABASE_URL", Database.Url), ("OPERATOR_SECRET", OperatorKey));
    }

    public async ValueTask DisposeAsync() => await Stack.DisposeAsync();
}
