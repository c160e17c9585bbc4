namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>How a recorder of the model ends; well, unless something is named here.</summary>
internal enum WorldEgressFate
{
    Well,
    UploadFails,
    ObjectIsMissing,
    LimitIsReached,
    ToldTwoEnds,
    EndIsNotDated,
    EndIsInTheFuture,
}
