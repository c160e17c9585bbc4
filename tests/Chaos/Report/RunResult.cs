using OrleansCalls.Chaos.Checks;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Report;

/// <summary>What came of a run.</summary>
internal sealed record RunResult
{
    public required IReadOnlyCollection<CallLedger> Ledgers { get; init; }

    /// <summary>Calls that are not as promised, with what is wrong.</summary>
    public required IReadOnlyDictionary<CallLedger, IReadOnlyList<string>> Bad { get; init; }

    /// <summary>What is left over in the whole system.</summary>
    public required IReadOnlyList<string> Leftovers { get; init; }

    /// <summary>Answered calls that are among them.</summary>
    public IReadOnlyList<CallLedger> Lingering { get; init; } = [];

    /// <summary>How long each complete call took.</summary>
    public required IReadOnlyList<TimeSpan> Took { get; init; }

    /// <summary>How long each of them took that had a recorder whose worker was lost: they are among <see cref="Took"/> no more.</summary>
    public IReadOnlyList<TimeSpan> TookWithOrphan { get; init; } = [];

    /// <summary>How often each fault was injected.</summary>
    public IReadOnlyDictionary<string, int> Faults { get; init; } = new Dictionary<string, int>();

    /// <summary>How often programs ended by themselves.</summary>
    public required int Deaths { get; init; }

    /// <summary>Requests that a healthy live call costs LiveKit a minute, at a scale of 1; null when it was not measured.</summary>
    public double? RequestsAMinute => Requests?.Values.Sum();

    /// <summary>The same by method.</summary>
    public IReadOnlyDictionary<string, double>? Requests { get; init; }

    public int Answered => Ledgers.Count(ledger => ledger.Room is not null);

    public int Refused => Ledgers.Count(ledger => ledger.StartStatus is 502);

    /// <summary>Starts that were asked for again after a lost answer, when their call had ended already.</summary>
    public int Ended => Ledgers.Count(ledger => ledger.StartStatus is 409);

    /// <summary>Starts that were never answered, or with anything else.</summary>
    public int Unanswered => Ledgers.Count - Answered - Refused - Ended;

    public TimeSpan Median => Took.Count == 0 ? TimeSpan.Zero : Took.Order().ElementAt(Took.Count / 2);

    public TimeSpan Worst => Took.Count == 0 ? TimeSpan.Zero : Took.Max();

    public TimeSpan WorstWithOrphan => TookWithOrphan.Count == 0 ? TimeSpan.Zero : TookWithOrphan.Max();
}
