namespace OrleansCalls.LiveKit.Egress;

/// <summary>A file to record into.</summary>
public sealed record EncodedFileOutput
{
    /// <summary>The container. The default is OGG for sound only, MP4 otherwise.</summary>
    public EncodedFileType FileType { get; init; }

    /// <summary>
    /// The whole path, with the type's own extension: LiveKit replaces or appends it otherwise. No <c>{time}</c>, whose value can
    /// differ between the answer and the file.
    /// </summary>
    public required string Filepath { get; init; }

    /// <summary>Leaves out the <c>{egress id}.json</c> that LiveKit writes beside the file.</summary>
    public bool DisableManifest { get; init; }

    /// <summary>The bucket; null: where the egress worker is configured to store.</summary>
    public S3Upload? S3 { get; init; }
}
