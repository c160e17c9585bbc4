namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>An object as it was put into a bucket.</summary>
/// <param name="EgressId">The egress that put it there.</param>
/// <param name="Room">The room's name.</param>
/// <param name="Key">The object's key.</param>
/// <param name="SizeBytes">Its length.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
/// <param name="UploadedAt">When the store had it.</param>
internal sealed record Upload(string EgressId, string Room, string Key, long SizeBytes, string Sha256, DateTimeOffset UploadedAt);
