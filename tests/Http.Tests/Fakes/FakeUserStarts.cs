using OrleansCalls.Grains.Interfaces.Limits;

namespace OrleansCalls.Http.Tests.Fakes;

/// <summary>A user who may start as many calls as there are.</summary>
internal sealed class FakeUserStarts : IUserStartsGrain
{
    public Task<StartLimitReached?> TakeAsync(string room, Guid startId, CancellationToken cancellationToken) => Task.FromResult<StartLimitReached?>(null);

    public Task GiveBackAsync(Guid startId, CancellationToken cancellationToken) => Task.CompletedTask;
}
