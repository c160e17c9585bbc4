using System.ComponentModel;

namespace OrleansCalls.WebFront.Calls;

/// <summary>How many decisions and next actions of the model's were left out, because what they cite does not say them.</summary>
[Description("How many of the model's items no line of the transcript carries")]
internal sealed record DroppedResponse([property: Description("Decisions")] int Decisions, [property: Description("Next actions")] int NextActions);
