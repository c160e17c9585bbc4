using Npgsql;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Silo.Doctor;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Doctor;

/// <summary>A running service for the doctor to look at, and a language model.</summary>
public sealed class DoctorFixture(PostgresFixture postgres, S3Fixture s3) : IAsyncLifetime
{
    private const string ModelKey = "sk-the-model-key";
    private const string ModelName = "the-model";

    // Short where a test waits for something in vain, long where it waits for what comes.
    private static readonly DoctorTimings s_timings = new()
    {
        Answer = TimeSpan.FromSeconds(30),
        Webhook = TimeSpan.FromSeconds(30),
        Recorded = TimeSpan.FromMilliseconds(500),
        Look = TimeSpan.FromMilliseconds(20),
    };

    internal CallStack Stack { get; private set; } = null!;

    internal PostgresDatabase Database { get; private set; } = null!;

    internal ModelServer Model { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        Model = await ModelServer.StartAsync(ModelKey, ModelName);
        Stack = await CallStack.StartAsync(postgres, s3, ("DATABASE_URL", Database.Url));
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        await Model.DisposeAsync();
    }

    /// <summary>Asks the doctor about the stack's own settings, but for these.</summary>
    internal Task<Consultation> ConsultAsync(DoctorTimings? timings, params (string Key, string? Value)[] changes) =>
        ConsultAsync(timings, TestContext.Current.CancellationToken, changes);

    /// <summary>The same, until it is told to stop.</summary>
    internal async Task<Consultation> ConsultAsync(DoctorTimings? timings, CancellationToken stop, params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Stack.Settings)
        {
            ["OPENAI_API_KEY"] = ModelKey,
            ["SUMMARY_MODEL"] = ModelName,
            ["OPENAI_BASE_URL"] = Model.BaseUrl,
        };
        foreach (var (key, value) in changes)
            settings[key] = value;
        await using var output = new StringWriter();
        var code = await DoctorCommand.RunAsync(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), output, timings ?? s_timings, stop);
        return new Consultation(code, output.ToString(), settings);
    }

    internal static DoctorTimings Impatient => s_timings with { Webhook = TimeSpan.FromSeconds(1), Egress = TimeSpan.FromSeconds(2) };

    /// <summary>Runs a statement as the user that migrated the database.</summary>
    internal async Task AsOwnerAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<long> ProbesAsync()
    {
        await using var source = NpgsqlDataSource.Create(Database.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM webhook_probes");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
