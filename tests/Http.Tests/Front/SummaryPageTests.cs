using System.Text.Json.Nodes;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.Http.Tests.Front;

/// <summary>A call's page as the snapshot has its summary.</summary>
public sealed class SummaryPageTests : IAsyncLifetime
{
    private const string Room = "ana_fred-call_1767225600000";
    private static readonly DateTimeOffset s_noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private FrontHost _front = null!;

    public async ValueTask InitializeAsync() => _front = await FrontHost.StartAsync();

    public async ValueTask DisposeAsync() => await _front.DisposeAsync();

    [Fact]
    public async Task Page_OfASummaryWithEvidence_HasItsSegmentsAndSeconds()
    {
        var summary = await SummaryAsync(new SummaryEvidence
        {
            Decisions = [[new EvidenceLine { Line = 1, SegmentId = "S1", StartedAt = s_noon.AddSeconds(4.25) }, new EvidenceLine { Line = 2, ClientLine = "client-1" }]],
            NextActions = [[new EvidenceLine { Line = 1, SegmentId = "S1", StartedAt = s_noon.AddSeconds(60) }], [], []],
            DroppedDecisions = 2,
            DroppedNextActions = 1,
        });

        Assert.Equal(
            """
            {"text":"They spoke.","source":"model","decisions":[{"text":"Keep the price.","evidence":[
            {"segmentId":"S1","clientLine":null,"startedAt":"2026-05-04T12:00:04.25\u002B00:00","recordingSecond":2.2,"recordingSegment":"EG_1"},
            {"segmentId":null,"clientLine":"client-1","startedAt":null,"recordingSecond":null,"recordingSegment":null}]}],
            "nextActions":[{"text":"a","evidence":[
            {"segmentId":"S1","clientLine":null,"startedAt":"2026-05-04T12:01:00\u002B00:00","recordingSecond":null,"recordingSegment":null}],"generic":false},
            {"text":"b","evidence":[],"generic":true},{"text":"c","evidence":[],"generic":true}],"dropped":{"decisions":2,"nextActions":1}}
            """.Replace("\n", "", StringComparison.Ordinal),
            summary.ToJsonString());
    }

    [Fact]
    public async Task Page_OfASummaryOfAnEarlierVersion_HasItemsWithoutEvidence() =>
        Assert.Equal(
            """
            {"text":"They spoke.","source":"model","decisions":[{"text":"Keep the price.","evidence":[]}],
            "nextActions":[{"text":"a","evidence":[],"generic":false},{"text":"b","evidence":[],"generic":false},
            {"text":"c","evidence":[],"generic":false}],"dropped":null}
            """.Replace("\n", "", StringComparison.Ordinal),
            (await SummaryAsync(evidence: null)).ToJsonString());

    [Fact]
    public async Task Description_TellsOfEvidence()
    {
        var schemas = (await _front.GetAsync("/openapi/v1.json", null).JsonAsync())["components"]!["schemas"]!.AsObject();

        string[] evidence = ["clientLine", "recordingSecond", "recordingSegment", "segmentId", "startedAt"];
        Assert.Equal(evidence, schemas["EvidenceResponse"]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        foreach (var item in new[] { "DecisionResponse", "NextActionResponse" })
            Assert.Equal("#/components/schemas/EvidenceResponse", schemas[item]!["properties"]!["evidence"]!["items"]!["$ref"]!.GetValue<string>());
    }

    private async Task<JsonNode> SummaryAsync(SummaryEvidence? evidence)
    {
        _front.Grains.Call(Room).Existing("ana").Set(call => call with
        {
            Summary = new CallSummary
            {
                Text = "They spoke.",
                Decisions = ["Keep the price."],
                NextActions = ["a", "b", "c"],
                Source = SummarySource.Model,
                Evidence = evidence,
            },
            Recording = new RecordingSnapshot
            {
                State = RecordingState.Ready,
                Segments =
                [
                    new RecordingSegment
                    {
                        Key = "k", EgressId = "EG_1", State = RecordingState.Ready, StartedAt = s_noon.AddSeconds(2), DurationSeconds = 30,
                    },
                ],
            },
        });
        return (await _front.GetAsync($"/api/calls/{Room}").JsonAsync())["summary"]!;
    }
}
