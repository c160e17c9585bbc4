namespace OrleansCalls.WebFront.Calls;

/// <summary>How many decisions and next actions of the model's were left out, because what they cite does not say them.</summary>
internal sealed record DroppedResponse(int Decisions, int NextActions);
