namespace OrleansCalls.DevStack.S3;

/// <summary>How a local S3 server is to run.</summary>
public sealed record S3Options
{
    /// <summary>The folder for the objects, kept afterwards. Null: a temporary one, deleted at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>Null: the log lies beside the objects.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Null: a new one.</summary>
    public string? Secret { get; init; }

    /// <summary>Null: a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Made as soon as the server answers, unless it exists.</summary>
    public string Bucket { get; init; } = "recordings";
}
