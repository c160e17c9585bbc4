using System.Collections.Concurrent;
using System.Globalization;

namespace OrleansCalls.Chaos.Faults;

/// <summary>Which faults struck, and when.</summary>
internal sealed class FaultLog
{
    private readonly ConcurrentQueue<StruckFault> faults = new();

    public IReadOnlyDictionary<string, int> Counts => faults.CountBy(fault => fault.Kind).ToDictionary();

    public void Add(string kind, DateTimeOffset from, DateTimeOffset to) => faults.Enqueue(new StruckFault(kind, from, to));

    /// <summary>The faults that struck between two times, in a line each.</summary>
    public IReadOnlyList<string> Between(DateTimeOffset from, DateTimeOffset to) =>
    [
        .. faults.Where(fault => fault.To >= from && fault.From <= to).OrderBy(fault => fault.From)
            .Select(fault => string.Create(
                CultureInfo.InvariantCulture, $"{fault.From:HH:mm:ss.fff} {fault.Kind} for {(fault.To - fault.From).TotalSeconds:0.0} s")),
    ];

    private sealed record StruckFault(string Kind, DateTimeOffset From, DateTimeOffset To);
}
