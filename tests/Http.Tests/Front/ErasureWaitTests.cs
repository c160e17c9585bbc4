using Microsoft.Extensions.Time.Testing;
using Orleans.Runtime;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Http.Tests.Fakes;
using OrleansCalls.WebFront.Calls;
using OrleansCalls.WebFront.Erasure;

namespace OrleansCalls.Http.Tests.Front;

/// <summary>An erasure is answered in time, though the silo goes that carries it out.</summary>
public sealed class ErasureWaitTests
{
    private const string Room = "ana_fred-call_1";

    private static readonly ErasureReport s_begun = new() { IsErased = false, Records = new ErasedRecords { Rows = 1 }, RecordingObjects = 0, Revision = 1 };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeGrains _grains = new();
    private readonly FakeCall _call;

    public ErasureWaitTests()
    {
        _call = _grains.Call(Room).Existing("ana");
        _call.Erasure = s_begun;
    }

    [Fact]
    public async Task Erasure_WhoseSiloDoesNotAnswerAnyMore_IsAnsweredWithWhatIsKnown()
    {
        var frozen = new TaskCompletionSource();
        var never = new TaskCompletionSource<ErasureReport?>();
        _call.OnErasureWait = () =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            if (_time.GetUtcNow() - _time.Start < TimeSpan.FromSeconds(12))
                return Task.FromResult<ErasureReport?>(s_begun);
            frozen.SetResult();
            return never.Task;
        };

        var answer = EraseAsync();
        await frozen.Task;
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2)); // 13.1 s

        Assert.Equal(s_begun, await answer.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Erasure_WhoseSiloIsGone_IsAnsweredWithWhatIsKnown()
    {
        _call.OnErasureWait = () =>
        {
            _time.Advance(TimeSpan.FromSeconds(8)); // for as long as it is asked again
            return Task.FromException<ErasureReport?>(new SiloUnavailableException("gone"));
        };

        Assert.Equal(s_begun, await EraseAsync());
    }

    [Fact]
    public async Task Erasure_ThatIsForgottenMeanwhile_IsDone() => Assert.True((await EraseAsync())!.IsErased);

    private Task<ErasureReport?> EraseAsync() =>
        new ErasureDesk(new GrainCalls(_grains, _time), _time).EraseAsync(Room, "ana", TestContext.Current.CancellationToken);
}
