namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>A request that a careless, broken or hostile client might send.</summary>
/// <param name="Route">What it is aimed at.</param>
/// <param name="Kind">What is odd about it.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="MustFail">Whether it cannot be right: 4xx is the one good answer.</param>
internal sealed record OddRequest(ApiRoute Route, string Kind, byte[] Bytes, bool MustFail);
