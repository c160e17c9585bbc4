using OrleansCalls.Chaos.Callers;
using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Tests;

/// <summary>A call that ended as promised; each test spoils one thing of it.</summary>
internal sealed class GoodCall
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly LineFacts[] Said =
    [
        new("user", "the largest customer is leaving"),
        new("fred", "call her today, and ask why"),
        new("user", "I will"),
    ];

    /// <summary>A conversation.</summary>
    public GoodCall()
        : this(Said[0], Said[1])
    {
        Ledger.HandedInLines([new Product.ClientLine("fred", "CALL HER TODAY AND ASK WHY!", Noon), new Product.ClientLine("user", Said[2].Text, Noon)]);
        Lines = Said;
    }

    /// <summary>The agent's worker heard these, and no client handed anything in.</summary>
    public GoodCall(params LineFacts[] heard)
    {
        var life = new LifeDraw(new Seeds(1)).Life(0) with { User = "ana", CallType = "on-demand", Lines = [], LateLines = [] };
        Ledger = new CallLedger(life) { Room = "ana_fred-call_1", StartStatus = 200, Joined = true, LastActAt = Noon.AddSeconds(10) };
        Acknowledge([.. heard.Select((line, at) => Segment($"{at + 1}", line, at + 1))]);

        var summary = SummaryCheck.ModelSummaryOf(SummaryCheck.TextOf(heard));
        Row = new SessionFacts("row-1", "ana", "completed", "on-demand", Noon.AddSeconds(9), summary, 3, "http://here/recording", heard);
        Page = new PageFacts(
            "completed",
            "summary_saved",
            DurationSeconds: 10,
            new RecordingFacts(
                "ready", null, [new SegmentFacts("EG_1", "ready", null, 100), new SegmentFacts("EG_2", "failed", "worker killed", null)], 0.8, [new GapFacts("worker killed")]),
            Summary(summary, heard),
            EndedAs("completed"));
        Uploads = [new UploadFacts("EG_1", "voice-recordings/1.ogg", 100, "abc", new ObjectFacts(100, "abc", IsRecording: true))];
        Memories = [new MemoryFacts("row-1", "ana", summary)];
    }

    public CallLedger Ledger { get; }

    public SessionFacts Row { get; set; }

    public PageFacts Page { get; set; }

    public IReadOnlyList<UploadFacts> Uploads { get; set; }

    public IReadOnlyList<MemoryFacts> Memories { get; set; }

    /// <summary>The webhooks that came: those that belong to the page, unless a test says otherwise.</summary>
    public IReadOnlyList<ToldEvent> Told { get => field ?? [.. Happened.Select(d => Event(d, Page.Status))]; set; }

    /// <summary>The webhooks that were to come.</summary>
    public IReadOnlyList<DeliveryFacts> Happened { get => field ?? [.. Types(Page).Select(type => new DeliveryFacts(type, type, "delivered"))]; set; }

    public TimeSpan TwoAgents { get; set; }

    public TimeSpan TwoRecorders { get; set; }

    /// <summary>Adds to the timeline.</summary>
    public void Tell(params IEnumerable<TimelineFacts> entries) => Page = Page with { Timeline = [.. Page.Timeline!, .. entries] };

    /// <summary>The transcript of row and API, with the summary that belongs to it.</summary>
    public IReadOnlyList<LineFacts> Lines
    {
        get => Row.Transcript!;
        set
        {
            var summary = SummaryCheck.ModelSummaryOf(SummaryCheck.TextOf(value));
            Row = Row with { Transcript = value, Summary = summary };
            Page = Page with { Summary = Summary(summary, value) };
            Memories = [Memories[0] with { Content = summary }];
        }
    }

    public RecordingFacts Recording
    {
        get => Page.Recording;
        set => Page = Page with { Recording = value };
    }

    public CallFacts Facts => new()
    {
        Rows = [Row],
        Memories = Memories,
        Page = Page,
        Transcript = Named(Row.Transcript ?? []),
        Uploads = Uploads,
        Told = Told,
        Deliveries = Happened,
        TwoAgents = TwoAgents,
        TwoRecorders = TwoRecorders,
    };

    /// <summary>As it is seen in a run in which nothing fails but what is broken on purpose.</summary>
    public IReadOnlyList<string> InPeace => CallCheck.Complaints(Ledger, Facts, faults: false);

    public IReadOnlyList<string> Complaints => CallCheck.Complaints(Ledger, Facts, faults: true);

    public void Acknowledge(params Product.Segment[] segments)
    {
        Ledger.Sends(segments);
        Ledger.Acknowledged(segments);
    }

    /// <summary>A webhook as it came.</summary>
    public static ToldEvent Event(DeliveryFacts delivery, string status) =>
        new("ana", delivery.EventId, delivery.Type, delivery.Type is "call.completed" ? status : null);

    private static IEnumerable<string> Types(PageFacts page) => page.Status is "cancelled" ? ["call.started", "call.completed"]
        : ["call.started", "call.completed", page.Recording.State is "ready" ? "recording.ready" : "recording.failed", "summary.ready"];

    /// <summary>The lines as the API tells them.</summary>
    public static IReadOnlyList<NamedLine> Named(IReadOnlyList<LineFacts> lines) =>
        [.. lines.Select((line, at) => new NamedLine(line.Speaker, line.Text, $"{at + 1}", null))];

    private static SummaryFacts Summary(string text, IReadOnlyList<LineFacts> lines) => new(
        text,
        "model",
        [new ItemFacts("decided", [new EvidenceFacts("1", null, null, null)])],
        [new ItemFacts("to do", [new EvidenceFacts($"{lines.Count}", null, null, null)]), new ItemFacts("read", [], Generic: true), new ItemFacts("read", [], Generic: true)],
        new DroppedFacts(1, 1));

    public static IReadOnlyList<TimelineFacts> EndedAs(string status) => [new("call.requested"), new("room.created"), new("agent.requested"), new("agent.dispatched"), new("call." + status), new("row.written")];

    public static Product.Segment Segment(string id, LineFacts line, int second, bool final = true) =>
        new(id, line.Speaker, line.Text, Noon.AddSeconds(second), final ? Noon.AddSeconds(second + 1) : null, final);
}
