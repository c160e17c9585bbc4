using OrleansCalls.Http.Tests.Fakes;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.Http.Tests.Front;

public sealed class GrainCallsTests
{
    private readonly GrainCalls _calls = new(new FakeGrains(), TimeProvider.System);

    [Fact]
    public async Task Ask_WhenNobodyWaitsAnyMore_EndsThoughTheAnswerIsThereAtOnce() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _calls.AskAsync("ana_fred-call_1", _ => Task.FromResult(1), new CancellationToken(canceled: true)));
}
