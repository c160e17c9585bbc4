namespace OrleansCalls.Chaos.Lives;

/// <summary>Draws lives from the seed.</summary>
internal sealed class LifeDraw(Seeds seeds)
{
    private const int Users = 50;

    private static readonly string[] Sayings =
    [
        "the largest customer is leaving, and nobody knows why",
        "we raise the price by ten percent in March",
        "call her today, and ask what she misses",
        "the new hire starts on Monday, if the papers arrive",
        "we agreed to stop the second product",
        "write down three reasons, and send them to me",
    ];

    public LifePlan Life(int index)
    {
        var random = seeds.For("life", index);
        var joins = random.NextDouble() < 0.92;
        var ending = DrawEnding(random);
        var workerHears = random.NextDouble() < 0.85;
        var lines = joins ? Lines(random, index, "line", random.Next(1, 9), workerHears) : [];
        return new LifePlan
        {
            Index = index,
            User = $"founder-{index % Users}",
            StartKey = $"start-{index}",
            CallType = ending is not Ending.StaysToMaximum && random.NextDouble() < 0.3 ? "scheduled" : "on-demand",
            DropInRoute = random.NextDouble() < 0.6,
            JoinsAfter = joins ? Between(random, 0, 1.5) : null,
            Lines = lines,
            BatchSize = random.Next(1, 4),
            Ending = joins || ending is Ending.EndRoute ? ending : Ending.BrowserClosed,
            HandIns = ending is Ending.BrowserClosed || !joins ? 0 : random.Next(0, 3),
            HandsInBeforeTheEnd = random.NextDouble() < 0.5,
            LateLines = joins && random.NextDouble() < 0.25 ? Lines(random, index, "late", random.Next(1, 3), workerHears: true) : [],
            LateAfter = Between(random, 0.2, 4),
            Rejoins = joins && random.NextDouble() < 0.08,
            StaysAfterRejoin = random.NextDouble() < 0.5,
        };
    }

    /// <summary>A life in a run in peace: in every third one something is broken on purpose.</summary>
    public LifePlan InPeace(int index)
    {
        var (life, random) = (Life(index), seeds.For("wound", index));
        return life with { Wound = life.JoinsAfter is not null && random.NextDouble() < 0.35 ? (Wound)random.Next(1, 4) : Wound.None };
    }

    /// <summary>A life in which nothing happens but that the founder stays: what a healthy live call costs is measured by it.</summary>
    public LifePlan Stayer(int index) => Life(index) with
    {
        StartKey = $"stayer-{index}",
        CallType = "on-demand",
        JoinsAfter = TimeSpan.Zero,
        Lines = [],
        Ending = Ending.StaysToMaximum,
        HandIns = 0,
        LateLines = [],
        Rejoins = false,
    };

    private static Ending DrawEnding(Random random) => random.NextDouble() switch
    {
        < 0.40 => Ending.Leaves,
        < 0.72 => Ending.EndRoute,
        < 0.98 => Ending.BrowserClosed,
        _ => Ending.StaysToMaximum,
    };

    private static List<PlannedLine> Lines(Random random, int index, string kind, int count, bool workerHears) =>
    [
        .. Enumerable.Range(1, count).Select(number => new PlannedLine
        {
            Id = $"{kind}-{number}",
            Speaker = random.NextDouble() < 0.55 ? "user" : "fred",
            Text = $"{Sayings[random.Next(Sayings.Length)]}, {kind} {index}-{number}",
            Length = Between(random, 0.2, 1.2),
            WorkerHears = workerHears && random.NextDouble() < 0.93,
            InterimFirst = random.NextDouble() < 0.3,
            SentTwice = random.NextDouble() < 0.15,
            ClientHears = random.NextDouble() < 0.85,
            ClientSpellsOtherwise = random.NextDouble() < 0.2,
        }),
    ];

    private static TimeSpan Between(Random random, double from, double to) => TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from)));
}
