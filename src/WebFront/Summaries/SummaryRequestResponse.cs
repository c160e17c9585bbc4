using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Summaries;

namespace OrleansCalls.WebFront.Summaries;

/// <summary>A request to make a call's summary anew.</summary>
[Description("The newest request to make the summary anew; null where nobody asked for that")]
internal sealed record SummaryRequestResponse(
    [property: Description("When it was asked for")] DateTimeOffset RequestedAt,
    [property: Description("`pending`; `made`; or `failed`: the model made none, and what it had made before stands, else the rule's")] string State,
    [property: Description("Why it failed")] string? Reason)
{
    public static SummaryRequestResponse From(SummaryRequestSnapshot request) => new(
        request.RequestedAt,
        request.IsOpen ? "pending" : request.Failure is null ? "made" : "failed",
        request.Failure);
}
