using static OrleansCalls.Chaos.Faults.SandboxFaults;

namespace OrleansCalls.Chaos.Faults;

/// <summary>Draws what goes wrong in LiveKit for a while.</summary>
internal static class WeatherDraw
{
    private static readonly string[] Starts = ["CreateRoom", "CreateDispatch", "StartRoomCompositeEgress"];

    public static SandboxFaults Draw(WeatherMood mood, Random random)
    {
        var faults = new SandboxFaults { Seed = random.Next() };
        return mood switch
        {
            WeatherMood.Calm => faults,
            WeatherMood.NoWebhooks => faults with { Webhooks = [new WebhookFault("drop", null, 1, 1, 0)] },
            WeatherMood.WebhooksInDisorder => faults with { Webhooks = Webhooks(random, 0.25) },
            WeatherMood.RequestsFail => faults with { Rpc = Requests(random, 0.15) },
            WeatherMood.RecordersFail => faults with { Egress = Recorders(random, 0.06) },
            WeatherMood.AgentsFail => faults with { Agents = Agents(random, 0.15) },
            WeatherMood.RoomsFail => faults with { Rooms = Rooms(random, 0.12) },
            WeatherMood.Storm => faults with
            {
                Webhooks = Webhooks(random, 0.12),
                Rpc = Requests(random, 0.06),
                Egress = Recorders(random, 0.03),
                Agents = Agents(random, 0.06),
                Rooms = Rooms(random, 0.05),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(mood)),
        };
    }

    private static List<WebhookFault> Webhooks(Random random, double chance) =>
    [
        new("drop", null, chance, 1, 0),
        new("repeat", null, chance, random.Next(1, 4), 0),
        new("repeatWithNewId", null, chance, 1, 0),
        new("delay", null, chance, 1, random.Next(100, 5000)),
        new("reorder", null, chance, random.Next(1, 3), random.Next(200, 2000)),
        new("contradict", "egress_ended", chance * 2, 1, random.Next(0, 1500)),
        new("unknownField", null, chance, 1, 0),
        new("unknownValue", null, chance / 2, 1, 0),
        new("foreign", null, chance, 1, 0),
    ];

    private static List<RpcFault> Requests(Random random, double chance) =>
    [
        .. Starts.Select(method => new RpcFault(method, chance, 503, random.Next(0, 1500), AfterEffect: true)),
        new(null, chance, 503, 0, AfterEffect: false),
        new(null, chance, 500, random.Next(0, 1000), AfterEffect: random.NextDouble() < 0.5),
        new(null, chance, null, random.Next(100, 4000), AfterEffect: random.NextDouble() < 0.5),
    ];

    private static List<LaterFault> Recorders(Random random, double chance) =>
    [
        new("noWorkers", chance, random.Next(0, 2000)),
        new("noCapacity", chance, 0),
        new("slowStart", chance, random.Next(500, 4000)),
        new("neverActive", chance, 0),
        new("abort", chance, random.Next(100, 2000)),
        new("fail", chance, random.Next(0, 3000)),
        new("orphan", chance, random.Next(0, 3000)),
        new("limitReached", chance, random.Next(500, 3000)),
        new("failUpload", chance, 0),
        new("missingObject", chance, 0),
        new("emptyObject", chance, 0),
        new("lateUpload", chance, random.Next(200, 4000)),
        new("silentEnd", chance, random.NextDouble() < 0.5 ? 0 : random.Next(500, 3000)),
        new("oddResult", chance, 0),
        new("clippedTail", chance, 500),
    ];

    private static List<LaterFault> Agents(Random random, double chance) =>
    [
        new("neverJoins", chance, 0),
        new("pending", chance, 0),
        new("joinsLate", chance, random.Next(500, 5000)),
        new("dies", chance, random.Next(200, 4000)),
    ];

    private static List<LaterFault> Rooms(Random random, double chance) =>
    [
        new("vanish", chance, random.Next(500, 8000)),
        new("recreate", chance, random.Next(100, 3000)),
        new("stale", chance, random.NextDouble() < 0.3 ? 0 : random.Next(1000, 15000)),
    ];
}
