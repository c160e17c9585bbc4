using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Limits;

namespace OrleansCalls.WebFront.Starts;

/// <summary>What came of a start: one of <see cref="Started"/>, <see cref="NotStarted"/>, <see cref="LimitReached"/>, <see cref="KeyReused"/>, <see cref="AlreadyEnded"/>.</summary>
internal abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>The room is there.</summary>
    public sealed record Started(CallSnapshot Call) : StartOutcome;

    /// <summary>LiveKit refused or could not be reached; nothing is left behind, and the idempotency key is free.</summary>
    public sealed record NotStarted(string Reason) : StartOutcome;

    /// <summary>The user may start none now; the idempotency key is free.</summary>
    public sealed record LimitReached(StartLimitReached Limit) : StartOutcome;

    /// <summary>The idempotency key belongs to a start with another body.</summary>
    public sealed record KeyReused : StartOutcome;

    /// <summary>The call of this idempotency key is over: a fresh token would re-create its room.</summary>
    public sealed record AlreadyEnded : StartOutcome;
}
