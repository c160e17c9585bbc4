using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Sweeping;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests.Sweeping;

/// <summary>How due calls are worked off: without a pause while there are many, at a bounded rate, in few commits.</summary>
public sealed class SweepTests(PostgresFixture postgres) : IDisposable
{
    private static readonly DateTimeOffset s_noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(s_noon);
    private readonly DueList _due = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Sweep_ManyDue_GoesOnWhileBatchesAreFull()
    {
        _due.Add(250);

        await Sweep(new SweepOptions { Batch = 100, MostPerSecond = int.MaxValue }, _ => Task.FromResult<DateTimeOffset?>(null)).SweepAsync(CancellationToken.None);

        Assert.Equal([100, 100, 50], _due.Taken);
    }

    [Fact]
    public async Task Sweep_ManyDue_KeepsToItsRate()
    {
        _due.Add(250);
        var sweep = Sweep(new SweepOptions { Batch = 100, MostPerSecond = 200 }, _ => Task.FromResult<DateTimeOffset?>(null)).SweepAsync(CancellationToken.None);

        Assert.Equal([100], _due.Taken); // nothing here waits but for the time
        while (!sweep.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        await sweep;
        Assert.Equal([100, 100, 50], _due.Taken);
        Assert.True(_time.GetUtcNow() >= s_noon.AddSeconds(1));
    }

    [Fact]
    public async Task Sweep_CallsThatWroteNothing_AreMovedTogether()
    {
        _due.Add(3);

        await Sweep(new SweepOptions(), room => Task.FromResult<DateTimeOffset?>(room == "1" ? null : s_noon.AddMinutes(5))).SweepAsync(CancellationToken.None);

        var moved = Assert.Single(_due.Moved);
        Assert.Equal([("2", s_noon.AddMinutes(5)), ("3", s_noon.AddMinutes(5))], moved.OrderBy(m => m.Key).Select(m => (m.Key, m.Value)));
    }

    [Fact]
    public async Task Sweep_CallThatCannotBeReached_IsDueAgainSoon_OneThatIsBrokenIsNot()
    {
        _due.Add(2);

        await Sweep(new SweepOptions(), room => throw (room == "1" ? new TimeoutException() : new InvalidOperationException())).SweepAsync(CancellationToken.None);

        Assert.Equal(KeyValuePair.Create("1", s_noon.AddSeconds(3)), Assert.Single(Assert.Single(_due.Moved)));
    }

    [Fact]
    public async Task Sweep_Round_TellsHowLateTheFirstCallWasAndWhichWereNotReached()
    {
        var measured = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                    all.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        _due.Add(250);
        _due.Late = TimeSpan.FromSeconds(90);

        var sweep = Sweep(new SweepOptions { Batch = 100, MostPerSecond = int.MaxValue }, room => room == "2" ? throw new TimeoutException() : Task.FromResult<DateTimeOffset?>(null));
        await sweep.SweepAsync(CancellationToken.None);
        await sweep.SweepAsync(CancellationToken.None);

        Assert.Equal(249, measured.Count(m => m == "sweep_calls looked_at 1"));
        Assert.Equal(1, measured.Count(m => m == "sweep_calls unreached 1"));
        Assert.Equal(4, measured.Count(m => m == "sweep_rounds done 1")); // one of them found nothing
        Assert.Equal(["sweep_oldest_due_age 90", "sweep_oldest_due_age 0", "sweep_oldest_due_age 0", "sweep_oldest_due_age 0"], measured.Where(m => m.StartsWith("sweep_oldest", StringComparison.Ordinal)));

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            lock (measured)
                measured.Add(string.Join(' ', [instrument.Name["orleans_calls.".Length..], .. tags.ToArray().Select(t => t.Value), value]));
        }
    }

    [Fact]
    public async Task Sweep_HealthyCall_IsMovedOnWithoutAWriteOfItsState()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await using var cluster = await CallCluster.StartAsync(await postgres.CreateDatabaseAsync(), sandbox.Options, timings: new CallTimings());
        await using var database = NpgsqlDataSource.Create(cluster.Database);
        var room = RoomName.For("ana", DateTimeOffset.UnixEpoch);
        await cluster.Call(room).StartAsync(Starts.By("ana"));
        await sandbox.JoinAsync(room, "ana");
        await cluster.WhenAsync(room, c => c.Status is CallStatus.InProgress);

        var written = true;
        for (var n = 0; n < 5 && written; n++) // the start's own writes may still be on their way
        {
            var before = await OneAsync<int>(database, "UPDATE orleans_storage SET due_at = now() - interval '1 second' RETURNING version");
            while (!await OneAsync<bool>(database, "SELECT due_at > now() + interval '2 minutes' FROM orleans_storage"))
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            written = await OneAsync<int>(database, "SELECT version FROM orleans_storage") != before;
        }

        Assert.False(written);
    }

    private static async Task<T> OneAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private Sweep Sweep(SweepOptions options, Func<string, Task<DateTimeOffset?>> look) =>
        new(_due, Calls.Answering(look), new CallClock(_time), options, new SweepMeter(_services.GetRequiredService<IMeterFactory>()), NullLogger<Sweep>.Instance);

    /// <summary>Rooms 1, 2, … that are due.</summary>
    private sealed class DueList : IDueCalls
    {
        private readonly Queue<string> _rooms = new();

        public List<int> Taken { get; } = [];

        /// <summary>How late the first call of the first batch is.</summary>
        public TimeSpan Late { get; set; }

        public List<IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>>> Moved { get; } = [];

        public void Add(int rooms)
        {
            for (var n = 1; n <= rooms; n++)
                _rooms.Enqueue($"{n}");
        }

        public Task<TakenCalls> TakeAsync(int limit, TimeSpan lease, CancellationToken cancellationToken)
        {
            List<string> taken = [];
            while (taken.Count < limit && _rooms.TryDequeue(out var room))
                taken.Add(room);
            Taken.Add(taken.Count);
            var late = Late;
            Late = TimeSpan.Zero; // the longest due come first
            return Task.FromResult(new TakenCalls(taken, s_noon + lease, late));
        }

        public Task MoveAsync(TakenCalls taken, IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> dueByRoom, CancellationToken cancellationToken)
        {
            Moved.Add(dueByRoom);
            return Task.CompletedTask;
        }
    }

    /// <summary>A factory of calls that answer the sweep, and nothing else.</summary>
#pragma warning disable CA1852 // a proxy is derived from it at run time
    private class Calls : DispatchProxy
#pragma warning restore CA1852
    {
        private Func<string, Task<DateTimeOffset?>> _look = null!;
        private string? _room;

        public static IGrainFactory Answering(Func<string, Task<DateTimeOffset?>> look) => Make<IGrainFactory>(look, null);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "GetGrain" => Make<ICallGrain>(_look, RoomKey.RoomOf((string)args![0]!)),
            "SweepAsync" => _look(_room!),
            _ => throw new NotSupportedException(targetMethod.Name),
        };

        private static T Make<T>(Func<string, Task<DateTimeOffset?>> look, string? room)
            where T : class
        {
            var made = Create<T, Calls>();
            ((Calls)(object)made)._look = look;
            ((Calls)(object)made)._room = room;
            return made;
        }
    }
}
