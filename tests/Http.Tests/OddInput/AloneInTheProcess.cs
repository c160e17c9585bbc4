namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>Tests that measure the process: no other runs at the same time.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneInTheProcess;
