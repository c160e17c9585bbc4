using System.Text.Json;
using FsCheck.Xunit;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Erasure;

public class ErasedCallTests
{
    private static readonly CallEvent[] s_erasure =
    [
        new ErasureRequested(ErasureCause.User, At(100), "hash", Key, "ana"),
        new RecordsErased(At(101), new ErasedRecords { Segments = 4, Rows = 1 }),
        new RecordsErased(At(101), new ErasedRecords { Segments = 4, Rows = 1, TimelineEntries = 2 }),
        new RoomsClosed(At(102)),
        new RoomsClosed(At(3703)),
        new RecordingsErased([Key, "voice-recordings/EG_1.json"], At(102), null),
        new RecordingsErased([], At(103), 2),
        new RecordingsErased([Key], At(104), 2),
        new RecordingsErased([], At(105), 4),
        new RecordingsErased([], At(3705), 2),
        new ErasureRequested(ErasureCause.Retention, At(200), "other", null, null),
    ];

    [Property(MaxTest = 2000)]
    public void Apply_AnyOrderAndAnyRepetition_EndsInTheSameState(int seed)
    {
        var random = new Random(seed);
        var facts = Untroubled.Concat(Trouble).Concat(s_erasure).Where(_ => random.Next(4) > 0).ToList();
        var repeated = facts.Concat(facts.Where(_ => random.Next(2) is 0)).ToArray();
        random.Shuffle(repeated);

        Assert.Equal(Json(After(facts)), Json(After(repeated)));
    }

    [Fact]
    public void Removed_NothingOfThePeopleIsLeft()
    {
        var json = Json(After([.. Untroubled, .. Trouble, .. s_erasure])).Replace("ana_fred-call_1", "", StringComparison.Ordinal);

        foreach (var trace in new[] { "ana", "PA_", "They spoke", "pipeline frozen", "AD_1", "operator", "onDemand" })
            Assert.DoesNotContain(trace, json, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("RM_own", json, StringComparison.Ordinal);
        Assert.Contains("EG_1", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Removed_WhatAnActionBringsLater_IsNotKept()
    {
        var removed = After([.. Untroubled, .. s_erasure]);
        CallEvent[] late = [Summary(90), Joined("PA_7"), new SessionWritten(9, "digest", null), new TranscriptChanged(At(99), true, true), Requested];

        Assert.Equal(Json(removed), Json(late.Aggregate(removed, (call, e) => call.Apply(e))));
    }

    [Fact]
    public void Report_CountsWhatWasRemovedOnce()
    {
        var report = After([.. Untroubled, .. s_erasure]).Report(7);

        Assert.True(report.IsErased);
        Assert.Equal((At(101), 2, 7), (report.ErasedAt, report.RecordingObjects, report.Revision));
        Assert.Equal(new ErasedRecords { Segments = 4, Rows = 1, TimelineEntries = 2 }, report.Records);
    }

    [Fact]
    public void RoomSeen_OfAnErasedCall_IsAlwaysNews()
    {
        var open = After([Requested, Created, new RoomSeen(Sid, At(1)), .. s_erasure]);

        Assert.True(open.IsNews(new RoomSeen(Sid, At(9000))));
        Assert.True(open.Apply(new RoomSeen(Sid, At(9000))).Room.AnyAlive);
    }

    [Fact]
    public void Json_AsTheFirstVersionWroteIt_IsReadForEver()
    {
        var stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Calls", "Golden", "erased-v1.json")).Trim();

        Assert.Equal(stored, Json(JsonSerializer.Deserialize<CallState>(stored, CallJson.Options)!));
        Assert.Equal(stored, Json(After([.. Untroubled, .. Trouble, .. s_erasure]) with { DueAt = At(99) }));
    }

    [Fact]
    public void OwnerHash_TellsUsersAndRoomsApart()
    {
        var hash = CallOwner.Hash("ana_fred-call_1", "ana");

        Assert.Equal(hash, CallOwner.Hash("ana_fred-call_1", "ana"));
        Assert.NotEqual(hash, CallOwner.Hash("ana_fred-call_1", "eve"));
        Assert.NotEqual(hash, CallOwner.Hash("ana_fred-call_2", "ana"));
    }

    private static string Json(CallState call) => JsonSerializer.Serialize(call, CallJson.Options);
}
