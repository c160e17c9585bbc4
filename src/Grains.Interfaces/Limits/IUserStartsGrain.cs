namespace OrleansCalls.Grains.Interfaces.Limits;

/// <summary>
/// How many calls a user starts. One activation in the whole cluster, so that a second front gives nobody a second allowance. It
/// keeps nothing: after a loss it reads from the stored calls what was started. The key is the user's id.
/// </summary>
[Alias("IUserStartsGrain")]
public interface IUserStartsGrain : IGrainWithStringKey
{
    /// <summary>Takes a place for a start. Repeating it takes none; another start that tries the same room takes one of its own.</summary>
    /// <param name="room">The room that is tried.</param>
    /// <param name="startId"><see cref="StartCall.StartId"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when there was one; otherwise which limit was reached.</returns>
    [Alias("Take")]
    Task<StartLimitReached?> TakeAsync(string room, Guid startId, CancellationToken cancellationToken = default);

    /// <summary>Gives the place of a start back that came to nothing.</summary>
    [Alias("GiveBack")]
    Task GiveBackAsync(Guid startId, CancellationToken cancellationToken = default);
}
