using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.State;

/// <summary>A line of the state's file: something as it is from then on.</summary>
internal sealed record StateLine
{
    /// <summary>An egress as it is shown now.</summary>
    public EgressInfo? Egress { get; init; }

    /// <summary>A recording was stored.</summary>
    public Upload? Upload { get; init; }

    /// <summary>A fault of this kind was injected once more.</summary>
    public string? Counted { get; init; }

    /// <summary>Earlier counts are void.</summary>
    public bool IsNothingCounted { get; init; }

    /// <summary>How often each kind of fault was injected; earlier counts are void.</summary>
    public IReadOnlyDictionary<string, int>? Counts { get; init; }
}
