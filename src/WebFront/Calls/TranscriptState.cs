using System.ComponentModel;

namespace OrleansCalls.WebFront.Calls;

/// <summary>Where a call's transcript stands.</summary>
[Description("Where the transcript stands")]
internal sealed record TranscriptState(
    [property: Description("How many lines it had when it was last read for a summary")] int Lines,
    [property: Description("When that was")] DateTimeOffset? AsOf);
