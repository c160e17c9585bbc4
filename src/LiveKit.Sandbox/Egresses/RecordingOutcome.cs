using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>The file as the egress reports it, or why there is none.</summary>
internal sealed record RecordingOutcome(FileResult File, string ManifestLocation, string Error);
