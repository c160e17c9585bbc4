using OrleansCalls.Grains.Calls;

namespace OrleansCalls.Grains.Sessions;

/// <summary>Write the call's row, and its memory once it has ended with a summary, in one transaction.</summary>
/// <param name="Row">The row's content.</param>
/// <param name="Digest">Its hash.</param>
public sealed record WriteSession(SessionRow Row, string Digest) : CallAction
{
    public override string Id => "write-session/" + Digest;

    public override string Name => "write-row";

    public override TimeSpan OutcomeMayWait => NobodyWaits;

    public override bool IsTold => false; // that it is written is told when it is stored
}
