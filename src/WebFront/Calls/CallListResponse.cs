using System.ComponentModel;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.WebFront.Calls;

/// <summary>A page of calls.</summary>
internal sealed record CallListResponse(
    [property: Description("Newest first")] IReadOnlyList<CallListItem> Calls,
    [property: Description("For `cursor` of the next page; null when there is none")] string? NextCursor)
{
    public static CallListResponse From(CallPage page) => new([.. page.Calls.Select(CallListItem.From)], page.NextCursor);
}
