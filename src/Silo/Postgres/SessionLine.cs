namespace OrleansCalls.Silo.Postgres;

/// <summary>A line of <c>transcript_json</c>.</summary>
internal sealed record SessionLine(string Speaker, string Text, string? Timestamp);
