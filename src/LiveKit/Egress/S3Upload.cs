namespace OrleansCalls.LiveKit.Egress;

/// <summary>An S3-compatible bucket and the right to write to it. Travels to LiveKit in clear inside the request, and comes back redacted.</summary>
public sealed record S3Upload
{
    /// <summary>The access key's id.</summary>
    public required string AccessKey { get; init; }

    /// <summary>The secret access key.</summary>
    public required string Secret { get; init; }

    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The region; null where the store has none.</summary>
    public string? Region { get; init; }

    /// <summary>The store's address, for others than AWS. Needs <see cref="ForcePathStyle"/>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The bucket in the path instead of in the host name.</summary>
    public bool ForcePathStyle { get; init; }

    /// <summary>For temporary credentials.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Bucket and endpoint; never the credentials.</summary>
    public override string ToString() => Endpoint is null ? Bucket : $"{Bucket} at {Endpoint}";
}
