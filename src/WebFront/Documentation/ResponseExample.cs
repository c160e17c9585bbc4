namespace OrleansCalls.WebFront.Documentation;

/// <summary>An example of an answer: the very record that the route answers with, so that it cannot fall behind.</summary>
internal sealed record ResponseExample(int Status, object Value);
