namespace OrleansCalls.Chaos.Checks;

/// <summary>A file that an egress uploaded, or tried to.</summary>
/// <param name="EgressId">Whose.</param>
/// <param name="Key">Where to.</param>
/// <param name="Size">In bytes, as uploaded; null where S3 never acknowledged it, so that nobody but the bucket knows what came of it.</param>
/// <param name="Sha256">Of what was uploaded, in lower-case hex; null likewise.</param>
/// <param name="Stored">What lies there now; null: nothing.</param>
internal sealed record UploadFacts(string EgressId, string Key, long? Size, string? Sha256, ObjectFacts? Stored);
