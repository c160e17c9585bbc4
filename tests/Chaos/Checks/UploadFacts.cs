namespace OrleansCalls.Chaos.Checks;

/// <summary>A file that the sandbox uploaded.</summary>
/// <param name="EgressId">Whose.</param>
/// <param name="Key">Where to.</param>
/// <param name="Size">In bytes, as uploaded.</param>
/// <param name="Sha256">Of what was uploaded, in lower-case hex.</param>
/// <param name="Stored">What lies there now; null: nothing.</param>
internal sealed record UploadFacts(string EgressId, string Key, long Size, string Sha256, ObjectFacts? Stored);
