using OrleansCalls.Grains.Sessions;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Sessions;

public sealed class SessionRowTests
{
    [Fact]
    public void Digest_OfACompletedCall_IsWhatEarlierVersionsStored() =>
        Assert.Equal("d4053b32457f2f7700ca9a8f350f323c", SessionRow.From(After(Untroubled)).Digest());

    [Fact]
    public void Digest_EvidenceChanges_TheRowIsNotBehind()
    {
        var made = Summary(60).WithEvidence();
        var without = made with { Summary = made.Summary with { Evidence = null } };

        Assert.Equal(SessionRow.From(After([.. Untroubled, without])).Digest(), SessionRow.From(After([.. Untroubled, made])).Digest());
    }

    [Fact]
    public void Digest_OfALiveCall_IsWhatEarlierVersionsStored() =>
        Assert.Equal("75e79ebf81b25631aa2806f47f2daa3a", SessionRow.From(After(Untroubled.Take(12))).Digest());
}
