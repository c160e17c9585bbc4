using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Tests.Hosting;
using OrleansCalls.Grains.Transcripts;
using OrleansCalls.Testing;

namespace OrleansCalls.Grains.Tests;

/// <summary>Words that come after a summary was made, while the silo that stores them freezes or dies.</summary>
public sealed class LateWordsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly string _room = RoomName.For($"ana-{Guid.NewGuid():N}", DateTimeOffset.UnixEpoch);
    private TestSandbox _sandbox = null!;
    private CallCluster _cluster = null!;
    private FailingTranscripts _transcripts = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.StartAsync();
        _cluster = await CallCluster.StartAsync(
            await postgres.CreateDatabaseAsync(),
            _sandbox.Options,
            change: services => services.AddSingleton<ITranscriptStore>(s => _transcripts = new FailingTranscripts(s.GetRequiredService<NpgsqlDataSource>())));
        await Call.StartAsync(Starts.By("ana"));
        await _cluster.WhenAsync(_room, c => c.Status is CallStatus.InProgress);
        await Call.AppendTranscriptAsync([Starts.Said("1", "One is leaving.")]);
        await Call.EndAsync("ana");
        await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptLines is 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private ICallGrain Call => _cluster.Call(_room);

    [Fact]
    public async Task Segments_ThatCouldNotBeStored_AreNotAcknowledgedAndTheCallIsWholeAgain()
    {
        await FailAsync(() => Call.AppendTranscriptAsync([Late]));

        var call = await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        Assert.Equal(1, call.TranscriptLines);
        Assert.Equal(1, (await Call.AppendTranscriptAsync([Late]))!.Changed);
        await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptLines is 2);
    }

    [Fact]
    public async Task Segments_StoredLateByASiloThatWasFrozen_AreReadWhenTheyAreSentAgain()
    {
        await FailAsync(() => Call.AppendTranscriptAsync([Late]));
        await _transcripts.Real.AppendAsync(_room, [Late], CancellationToken.None);

        Assert.Equal(0, (await Call.AppendTranscriptAsync([Late]))!.Changed);
        await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptLines is 2);
    }

    [Fact]
    public async Task AClientsTranscript_StoredLateByASiloThatWasFrozen_IsReadWhenItIsSentAgain()
    {
        SubmitTranscript first = new() { Lines = [Line("One is leaving.")], DurationSeconds = 9 };
        await Call.SubmitTranscriptAsync(first);
        SubmitTranscript second = new() { Lines = [Line("One is leaving."), Line("I will call her.")], DurationSeconds = 9 };
        await FailAsync(() => Call.SubmitTranscriptAsync(second));
        Assert.True(await SaveAsync(second.Lines));

        Assert.Equal(0, (await Call.SubmitTranscriptAsync(second))!.Changed);
        await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptLines is 2);
    }

    [Fact]
    public async Task AClientsTranscript_WrittenByTwoSilosAtOnce_IsWholeInTheEnd() // one was frozen, and another took over
    {
        await Call.SubmitTranscriptAsync(new SubmitTranscript { Lines = [Line("One is leaving.")], DurationSeconds = 9 });
        _transcripts.Meanwhile = async () => Assert.True(await SaveAsync([Line("One is leaving."), Line("I will call her.")]));

        await Call.SubmitTranscriptAsync(new SubmitTranscript { Lines = [Line("One is leaving."), Line("Bye.")], DurationSeconds = 9 });

        var kept = (await _transcripts.Real.ReadClientAsync(_room, CancellationToken.None))!;
        Assert.Equal(3, kept.Lines.Count);
        Assert.Contains(Line("I will call her."), kept.Lines);
        Assert.Contains(Line("Bye."), kept.Lines);
    }

    [Fact]
    public async Task Segments_StoredBehindTheCallsBack_AreFoundWhenItsRowIsWritten()
    {
        var call = await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        await _transcripts.Real.AppendAsync(_room, [Late], CancellationToken.None);

        await HaveTheRowWrittenAsync(call);

        await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptLines is 2);
    }

    [Fact]
    public async Task ASegment_StoredBehindTheCallsBack_ThatOnlyNamesAKnownLine_IsWhatTheEvidenceNames()
    {
        await Call.SubmitTranscriptAsync(new SubmitTranscript
        {
            Lines = [Line("One is leaving."), Line("Call her today.") with { Speaker = Speaker.Fred }],
            DurationSeconds = 9,
        });
        var call = await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Summary?.Evidence?.NextActions[0] is [{ ClientLine: not null }]);
        await _transcripts.Real.AppendAsync(_room, [Late], CancellationToken.None);

        await HaveTheRowWrittenAsync(call);

        await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.Summary!.Evidence!.NextActions[0] is [{ SegmentId: "2", ClientLine: null }]);
    }

    // News that the row tells of.
    private Task<bool> HaveTheRowWrittenAsync(CallSnapshot call) => Call.ApplyAsync([new ParticipantSeen
    {
        RoomSid = call.RoomSid!,
        ParticipantSid = "PA_1",
        Identity = "ana",
        Kind = ParticipantKind.Human,
        JoinedAt = call.StartedAt,
        LeftAt = call.StartedAt!.Value.AddSeconds(7),
    }]);

    private static TranscriptSegment Late => Starts.Said("2", "Call her today.", Speaker.Fred);

    private async Task<bool> SaveAsync(IReadOnlyList<TranscriptLine> lines)
    {
        var known = await _transcripts.Real.ReadClientAsync(_room, CancellationToken.None);
        return await _transcripts.Real.SaveClientAsync(_room, new ClientTranscript(lines, 9) { StoredAt = known?.StoredAt }, CancellationToken.None);
    }

    private static TranscriptLine Line(string text) => new() { Speaker = Speaker.User, Text = text };

    // The note that words are coming is stored; the words are not, and a summary is made without them.
    private async Task FailAsync(Func<Task> command)
    {
        var before = await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved);
        _transcripts.NextWriteFails = true;
        await Assert.ThrowsAnyAsync<Exception>(command);
        await Call.TickAsync(); // what the sweep does: the note has left a due time
        await _cluster.WhenAsync(_room, c => c.Phase is CallPhase.SummarySaved && c.TranscriptAsOf > before.TranscriptAsOf);
    }
}
