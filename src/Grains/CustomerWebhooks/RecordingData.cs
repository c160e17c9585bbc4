namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>What <c>recording.ready</c> and <c>recording.failed</c> say.</summary>
/// <param name="Room">The call's room.</param>
/// <param name="State"><c>ready</c>, <c>failed</c> or <c>aborted</c>.</param>
/// <param name="Reason">Why there is nothing to hear.</param>
/// <param name="DurationSeconds">Length of all parts that are ready.</param>
/// <param name="SizeBytes">Bytes of all parts that are ready.</param>
/// <param name="Coverage">Recorded time over talked time, from 0 to 1.</param>
/// <param name="RecordingUrl">The stable address, which answers its owner with a short-lived link. Never a presigned one.</param>
/// <param name="Url">Where the call can be looked at.</param>
internal sealed record RecordingData(
    string Room, string State, string? Reason, double? DurationSeconds, long? SizeBytes, double? Coverage, string? RecordingUrl, string Url);
