using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Orleans;

public sealed class StorageStatementsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Migrated_Queries_AreAllThatTheProvidersAskFor()
    {
        await using var database = await Database.MigratedAsync(postgres);

        var keys = await database.AllAsync<string>("SELECT QueryKey FROM OrleansQuery");

        Assert.Superset(
            new HashSet<string>
            {
                "WriteToStorageKey", "ReadFromStorageKey", "ClearStorageKey", "DeleteStorageKey",
                "UpdateIAmAlivetimeKey", "InsertMembershipVersionKey", "InsertMembershipKey", "UpdateMembershipKey",
                "MembershipReadRowKey", "MembershipReadAllKey", "DeleteMembershipTableEntriesKey", "GatewaysQueryKey",
                "CleanupDefunctSiloEntriesKey", "CleanupDefunctSiloEntryKey",
            },
            keys.ToHashSet());
    }

    [Fact]
    public async Task Write_TwoFirstOnes_ExactlyOneIsStored()
    {
        await using var database = await Database.MigratedAsync(postgres);
        for (var round = 0; round < 30; round++)
        {
            var grain = new StoredGrain(database, $"room/{round}");

            var versions = await Task.WhenAll(grain.WriteAsync(null, """{"n":1}"""), grain.WriteAsync(null, """{"n":2}"""));

            Assert.Equal([null, 1], versions.Order());
            Assert.NotNull(await grain.ReadAsync());
        }
    }

    [Fact]
    public async Task Write_TwoOfOneVersion_ExactlyOneIsStored()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database);
        var version = await grain.WriteAsync(null, "{}");
        for (var round = 0; round < 30; round++)
        {
            var versions = await Task.WhenAll(grain.WriteAsync(version, """{"n":1}"""), grain.WriteAsync(version, """{"n":2}"""));

            Assert.Equal([null, version + 1], versions.Order());
            version++;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Write_OtherVersion_ChangesNothing(int? version)
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database);
        await grain.WriteAsync(null, "{}");
        await grain.WriteAsync(1, """{"n":2}""");

        Assert.Null(await grain.WriteAsync(version, """{"n":3}"""));
        Assert.Equal(("""{"n":2}""", 2), await grain.ReadAsync());
    }

    [Fact]
    public async Task Write_VersionButNoRow_StoresNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database);

        Assert.Null(await grain.WriteAsync(1, "{}"));
        Assert.Null(await grain.ReadAsync());
    }

    [Theory]
    [InlineData("""{"dueAt":"2026-01-02T03:04:05.678+00:00"}""", "2026-01-02 03:04:05.678+00")]
    [InlineData("""{"dueAt":"2026-01-02T05:04:05+02:00","x":"\u0000 and \\u0000"}""", "2026-01-02 03:04:05+00")]
    [InlineData("""{"dueAt":null}""", null)]
    [InlineData("""{"other":{"dueAt":"2026-01-02T03:04:05Z"}}""", null)]
    public async Task Write_Always_DueAtIsTheDocuments(string json, string? dueAt)
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database);

        await grain.WriteAsync(null, """{"dueAt":"2001-01-01T00:00:00Z"}""");
        await grain.WriteAsync(1, json);

        Assert.Equal((json, 2), await grain.ReadAsync());
        Assert.Equal(dueAt, await database.OneAsync<string>("SELECT (due_at AT TIME ZONE 'UTC')::text || '+00' FROM orleans_storage"));
    }

    [Fact]
    public async Task Clear_RightVersion_ForgetsStateAndDueTime()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database);
        await grain.WriteAsync(null, """{"dueAt":"2026-01-02T03:04:05Z"}""");

        Assert.Null(await grain.ClearAsync(2));
        Assert.Equal(2, await grain.ClearAsync(1));

        Assert.Equal((null, 2), await grain.ReadAsync());
        Assert.Equal(0, await database.OneAsync<long>("SELECT count(*) FROM orleans_storage WHERE due_at IS NOT NULL"));
        Assert.Equal(3, await grain.WriteAsync(2, "{}"));
    }

    [Fact]
    public async Task Delete_RightVersion_LeavesNoRow()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database);
        await grain.WriteAsync(null, "{}");

        Assert.Null(await grain.DeleteAsync(2));
        Assert.Equal(2, await grain.DeleteAsync(1));

        Assert.Null(await grain.ReadAsync());
        Assert.Equal(1, await grain.WriteAsync(null, "{}"));
    }

    [Fact]
    public async Task Write_KeysThatHashAlike_AreRowsOfTheirOwn()
    {
        await using var database = await Database.MigratedAsync(postgres);
        StoredGrain[] grains = [new(database, "room/cafe"), new(database, "room/CAFE"), new(database, null, 1), new(database, null, 2)];

        for (var i = 0; i < grains.Length; i++)
        {
            Assert.Equal(1, await grains[i].WriteAsync(null, $$"""{"n":{{i}}}"""));
            Assert.Null(await grains[i].WriteAsync(null, "{}"));
        }

        for (var i = 0; i < grains.Length; i++)
        {
            Assert.Equal(($$"""{"n":{{i}}}""", 1), await grains[i].ReadAsync());
        }
    }

    [Fact]
    public async Task Write_LongestRoomName_Fits()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var grain = new StoredGrain(database, "room/" + new string('x', 256));

        Assert.Equal(1, await grain.WriteAsync(null, "{}"));
    }
}
