using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Orleans;

/// <summary>What is told of a call is stored by the statement that stores the call.</summary>
public sealed class ChangeStatementTests(PostgresFixture postgres)
{
    private const string Told = "SELECT concat_ws(' ', room, version, view) FROM call_changes ORDER BY room, version";

    [Fact]
    public async Task Write_WithAChange_StoresItUnderItsVersion()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database, "room/ana_fred-call_1");

        await grain.WriteAsync(null, """{"change":{"status":"inProgress"}}""");
        await grain.WriteAsync(1, """{"n":2}""");
        await grain.WriteAsync(2, """{"change":{"status":"completed","summary":{"text":"\u0000 ü"}}}""");

        Assert.Equal(
            ["""ana_fred-call_1 1 {"status": "inProgress"}""", """ana_fred-call_1 3 {"status": "completed", "summary": {"text": "� ü"}}"""],
            await database.AllAsync<string>(Told));
    }

    [Fact]
    public async Task Write_ThatLosesARace_TellsNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database, "room/ana_fred-call_1");
        await grain.WriteAsync(null, "{}");

        Assert.Null(await grain.WriteAsync(7, """{"change":{}}"""));
        Assert.Null(await grain.WriteAsync(null, """{"change":{}}"""));

        Assert.Empty(await database.AllAsync<string>(Told));
    }
}
