namespace OrleansCalls.Chaos.Faults;

/// <summary>Draws faults from the seed: deck after deck of every kind once, each in an order of its own.</summary>
internal sealed class FaultDraw(Seeds seeds)
{
    /// <summary>How many faults a deck has.</summary>
    public static readonly int Deck = Enum.GetValues<FaultKind>().Length;

    public PlannedFault Fault(int number)
    {
        var kinds = Enum.GetValues<FaultKind>();
        seeds.For("deck", number / Deck).Shuffle(kinds);
        var kind = kinds[number % Deck];
        var random = seeds.For("fault", number);
        var after = TimeSpan.FromSeconds(0.5 + (random.NextDouble() * 3.5));
        return new PlannedFault(number, kind, after, TimeSpan.FromSeconds(random.NextDouble() * Longest(kind)), random.NextDouble() < 0.5);
    }

    private static double Longest(FaultKind kind) => kind switch
    {
        FaultKind.SiloFreeze or FaultKind.SandboxFreeze or FaultKind.S3Freeze or FaultKind.S3Kill => 8,
        FaultKind.PostgresRestart or FaultKind.PostgresKill => 3,
        FaultKind.ModelAway or FaultKind.ModelSlow => 15,
        _ => 5,
    };
}
