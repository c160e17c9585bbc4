using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>One call twice, with every webhook and without any: it ends the same, and only when that is noticed differs, by one poll at most.</summary>
public class LostWebhooksTests
{
    private static readonly CallTimings s_timings = new();

    // What the requests take that make up a poll, and that durations are whole seconds.
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(1);

    // So that the end comes at every moment between two looks at the room; at fewer where fewer calls are wanted.
    private static readonly IEnumerable<int> s_ends = Enumerable.Range(161, 80).Where(second => second % Math.Max(1, 80 / Seeds.All.Count()) is 0);

    [Fact]
    public void FounderLeaves_EveryWebhookLost_EndsTheSame() =>
        Assert.All(s_ends, second => EndsTheSame(second, isAsked: false, s_timings.RoomLook));

    [Fact]
    public void FounderAsksForTheEnd_EveryWebhookLost_EndsTheSame() =>
        Assert.All(s_ends, second => EndsTheSame(second, isAsked: true, s_timings.EndLook));

    private static void EndsTheSame(int endsAt, bool isAsked, TimeSpan poll)
    {
        var told = Run(webhooks: true, endsAt, isAsked);
        var untold = Run(webhooks: false, endsAt, isAsked);

        Assert.Equal((CallStatus.Completed, RecordingState.Ready), (told.Call.Status(), told.Call.Snapshot().State));
        Assert.Equal((CallStatus.Completed, RecordingState.Ready), (untold.Call.Status(), untold.Call.Snapshot().State));
        Assert.NotEmpty(told.World.RowLines!);
        Assert.Equal(told.World.RowLines, untold.World.RowLines);

        var (row, late) = (told.World.Row!, untold.World.Row!);
        Assert.Equal((row.Status, row.HasRecording, row.StartedAt), (late.Status, late.HasRecording, late.StartedAt));
        Assert.InRange(late.EndedAt!.Value - row.EndedAt!.Value, TimeSpan.Zero, poll + s_slack);
        Assert.InRange(TimeSpan.FromSeconds(late.DurationSeconds!.Value - row.DurationSeconds!.Value), TimeSpan.Zero, poll + s_slack);
    }

    private static Simulation Run(bool webhooks, int endsAt, bool isAsked)
    {
        var simulation = Simulation.OfAGoodCall(webhooks, endsAt, isAsked);
        simulation.Run();
        Assert.Null(simulation.Call.DueAt); // nothing is left to do
        return simulation;
    }
}
