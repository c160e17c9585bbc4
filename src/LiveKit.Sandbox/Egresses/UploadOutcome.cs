namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>Where the files went, or why they did not.</summary>
internal sealed record UploadOutcome(string Location, string ManifestLocation, string Error);
