using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Clients;

/// <summary>The worker of <c>examples/agent</c> tells a session of LiveKit Agents to the real API.</summary>
public sealed class AgentExampleTests(StackFixture shared, NodeScripts scripts) : IClassFixture<StackFixture>
{
    private readonly CallStack _stack = shared.Stack;

    [Fact]
    public async Task AgentExample_WithASession_KeepsEachUtteranceOnce()
    {
        var room = await StartAsync();

        await RunAsync(_stack.Api, room);

        Assert.Equal(
            ["AJ_1/user-1 user Let us talk about pricing. True", "AJ_1/item_2 fred What do you charge today? True", "AJ_1/user-2 user Too little. True"],
            await LinesAsync(room));
    }

    [Fact]
    public async Task AgentExample_WithAnApiThatFailsAtFirst_SendsAgain()
    {
        var room = await StartAsync();
        var fails = 0;
        await using var way = await Way.StartAsync(_stack.Api, () => Interlocked.Increment(ref fails) switch
        {
            1 => HttpStatusCode.ServiceUnavailable,
            2 => null, // the connection breaks
            3 => HttpStatusCode.TooManyRequests,
            _ => HttpStatusCode.OK,
        });

        await RunAsync(way.Address, room);

        Assert.Equal(3, (await LinesAsync(room)).Length);
        Assert.True(fails > 3);
    }

    [Fact]
    public async Task AgentExample_WithOneSegmentThatIsRefused_KeepsTheOthers()
    {
        var room = await StartAsync();

        await RunAsync(_stack.Api, room, bad: true);

        Assert.Equal(["AJ_1/user-1", "AJ_1/item_2", "AJ_1/user-3"], (await LinesAsync(room)).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task AgentExample_ThatIsRefused_SaysSoAndEnds() =>
        await RunAsync(_stack.Api, "ana_fred-call_1", refused: true);

    [Theory]
    [InlineData("""{"resume":"Founder: One is leaving.\nFred: Call her today."}""", true)]
    [InlineData("{}", false)]
    [InlineData("", false)]
    public async Task Worker_OfAJob_GoesOnWhereAnEarlierAgentWasLost(string metadata, bool goesOn)
    {
        var room = await StartAsync();

        var told = JsonNode.Parse(await scripts.RunAsync("worker.mjs", new Dictionary<string, string>
        {
            ["ORLEANSCALLS_URL"] = _stack.Api.ToString().TrimEnd('/'),
            ["VOICE_AGENT_SECRET"] = CallStack.AgentKey,
            ["ROOM"] = room,
            ["METADATA"] = metadata,
        }))!;

        Assert.Equal("fred-cary-voice", told["agentName"]!.GetValue<string>());
        Assert.Equal(goesOn, told["instructions"]!.GetValue<string>().EndsWith("\nFounder: One is leaving.\nFred: Call her today.", StringComparison.Ordinal));
        Assert.Equal(["AJ_2/user-1 user We go on. True"], await LinesAsync(room));
    }

    private async Task<string> StartAsync() => (await _stack.PostAsync("/api/fred/call").JsonAsync())["room"]!.GetValue<string>();

    private async Task RunAsync(Uri api, string room, bool refused = false, bool bad = false) => await scripts.RunAsync("agent.mjs", new Dictionary<string, string>
    {
        ["API"] = api.ToString().TrimEnd('/'),
        ["ROOM"] = room,
        ["AGENT_SECRET"] = CallStack.AgentKey,
        ["REFUSED"] = refused ? "1" : "",
        ["BAD"] = bad ? "1" : "",
    });

    private async Task<string[]> LinesAsync(string room)
    {
        var transcript = await _stack.GetAsync($"/api/calls/{room}/transcript").JsonAsync();
        return [.. transcript["lines"]!.AsArray().Select((JsonNode? l) => $"{l!["segmentId"]} {l["speaker"]} {l["text"]} {l["final"]!.GetValue<bool>()}")];
    }
}
