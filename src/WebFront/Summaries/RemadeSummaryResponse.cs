using System.ComponentModel;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.WebFront.Calls;

namespace OrleansCalls.WebFront.Summaries;

/// <summary>A summary that was asked for anew: the parts of the call's page that this concerns.</summary>
internal sealed record RemadeSummaryResponse(
    [property: Description("The call's room")] string Room, TranscriptState Transcript, SummaryResponse? Summary, SummaryRequestResponse? SummaryRequest)
{
    public static RemadeSummaryResponse From(CallSnapshot call)
    {
        var page = CallResponse.From(call);
        return new RemadeSummaryResponse(page.Room, page.Transcript, page.Summary, page.SummaryRequest);
    }
}
