using OrleansCalls.Testing;

namespace OrleansCalls.Storage.Tests.Orleans;

public sealed class MembershipStatementsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Begin_SeveralAtOnce_ExactlyOneMadeTheCluster()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);

        var made = await Task.WhenAll(silos.BeginAsync(), silos.BeginAsync(), silos.BeginAsync());

        Assert.Equal(1, made.Sum());
        Assert.Null(Assert.Single(await silos.AllAsync())["Address"]); // the version alone
    }

    [Fact]
    public async Task Insert_TwoOfOneVersion_ExactlyOneJoins()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();
        for (var version = 0; version < 20; version++)
        {
            var joined = await Task.WhenAll(silos.InsertAsync(1_000 + version, version), silos.InsertAsync(2_000 + version, version));

            Assert.Equal(1, joined.Sum());
        }

        var all = await silos.AllAsync();
        Assert.Equal(20, all.Count);
        Assert.All(all, silo => Assert.Equal(20, silo["Version"]));
    }

    [Fact]
    public async Task Insert_SiloThatIsThere_ChangesNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();

        Assert.Equal(1, await silos.InsertAsync(1, 0));
        Assert.Equal(0, await silos.InsertAsync(1, 1));

        Assert.Equal(1, Assert.Single(await silos.AllAsync())["Version"]);
    }

    [Fact]
    public async Task Update_TwoOfOneVersion_ExactlyOneIsStored()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();
        await silos.InsertAsync(1, 0);
        for (var version = 1; version < 20; version++)
        {
            var stored = await Task.WhenAll(
                silos.UpdateAsync(1, version, Silos.Dead, "one"), silos.UpdateAsync(1, version, Silos.Active, "other"));

            Assert.Equal(1, stored.Sum());
        }

        var silo = Assert.Single(await silos.OneAsync(1));
        Assert.Equal(20, silo["Version"]);
        Assert.Equal(silo["Status"] is Silos.Dead ? "one" : "other", silo["SuspectTimes"]);
    }

    [Fact]
    public async Task Read_OneSilo_HasEveryColumnTheProviderReads()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();
        await silos.InsertAsync(1, 0);
        await silos.AliveAsync(1, Silos.Start.AddMinutes(1));

        var silo = Assert.Single(await silos.OneAsync(1));

        Assert.Equivalent(
            new Dictionary<string, object?>
            {
                ["deploymentid"] = "cluster",
                ["address"] = "127.0.0.1",
                ["port"] = 1,
                ["generation"] = 9,
                ["siloname"] = "silo",
                ["hostname"] = "host",
                ["status"] = Silos.Active,
                ["proxyport"] = 30_000,
                ["suspecttimes"] = null,
                ["starttime"] = Silos.Start,
                ["iamalivetime"] = Silos.Start.AddMinutes(1),
                ["version"] = 1,
            },
            silo,
            strict: true);
        Assert.Null(Assert.Single(await silos.OneAsync(2))["Address"]); // not there, but the version is
    }

    [Fact]
    public async Task Gateways_DeadSilo_IsNone()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();
        await silos.InsertAsync(1, 0);
        await silos.InsertAsync(2, 1, Silos.Dead);

        var gateway = Assert.Single(await silos.GatewaysAsync());

        Assert.Equal(("127.0.0.1", 30_000, 9), (gateway["Address"], gateway["ProxyPort"], gateway["Generation"]));
    }

    [Fact]
    public async Task ForgetBefore_OldSilos_LeavesActiveOnes()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();
        await silos.InsertAsync(1, 0);
        await silos.InsertAsync(2, 1, Silos.Dead);

        await silos.ForgetBeforeAsync(Silos.Start);
        Assert.Equal(2, (await silos.AllAsync()).Count);
        await silos.ForgetBeforeAsync(Silos.Start.AddSeconds(1));

        Assert.Equal(1, Assert.Single(await silos.AllAsync())["Port"]);
    }

    [Fact]
    public async Task Forget_OneSilo_OnlyDeadAndAsItWasSeen()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();
        await silos.InsertAsync(1, 0, Silos.Joining);

        Assert.Equal(0, await silos.ForgetAsync(1, null));
        await silos.UpdateAsync(1, 1, Silos.Dead, "by two");
        Assert.Equal(0, await silos.ForgetAsync(1, null));
        Assert.Equal(1, await silos.ForgetAsync(1, "by two"));
    }

    [Fact]
    public async Task End_Cluster_LeavesNothing()
    {
        await using var database = await Database.MigratedAsync(postgres);
        var silos = new Silos(database);
        await silos.BeginAsync();
        await silos.InsertAsync(1, 0);

        await silos.EndAsync();

        Assert.Empty(await silos.AllAsync());
    }
}
