using System.ComponentModel;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>The transcript of a call.</summary>
internal sealed record TranscriptResponse([property: Description("The call's room")] string Room, [property: Description("In the order of speaking")] IReadOnlyList<LineResponse> Lines);
