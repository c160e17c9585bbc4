namespace OrleansCalls.Grains.Recordings;

/// <summary>An object in the bucket.</summary>
public sealed record StoredRecording(long SizeBytes, string ContentType);
