namespace OrleansCalls.WebFront.Transcripts;

/// <summary>The transcript of a call.</summary>
internal sealed record TranscriptResponse(string Room, IReadOnlyList<LineResponse> Lines);
