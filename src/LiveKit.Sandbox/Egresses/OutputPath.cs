using System.Globalization;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>The name of a recording (livekit/egress pkg/config/output_file.go).</summary>
internal static class OutputPath
{
    private const string Extension = ".ogg";

    private static readonly string[] KnownExtensions = [".raw", ".ogg", ".mp3", ".ivf", ".mp4", ".ts", ".webm", ".m3u8", ".jpeg"];

    /// <summary>The path with its placeholders filled, cleaned, and ending in <c>.ogg</c>; without a name it becomes room and time.</summary>
    public static string Of(string filepath, string roomName, string roomId, DateTimeOffset now)
    {
        var named = filepath.Length == 0 || filepath.EndsWith('/') ? filepath + "{room_name}-{time}" : filepath;
        var path = named
            .Replace("{room_name}", roomName, StringComparison.Ordinal)
            .Replace("{room_id}", roomId, StringComparison.Ordinal)
            .Replace("{time}", now.ToString("yyyy-MM-ddTHHmmss", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{utc}", now.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var cleaned = Clean(path);
        if (cleaned.EndsWith(Extension, StringComparison.Ordinal))
            return cleaned;

        var known = Array.Find(KnownExtensions, extension => cleaned.EndsWith(extension, StringComparison.Ordinal));
        return (known is null ? cleaned : cleaned[..^known.Length]) + Extension;
    }

    /// <summary>The manifest beside a recording.</summary>
    public static string ManifestOf(string filename, string egressId) => filename[..(filename.LastIndexOf('/') + 1)] + egressId + ".json";

    private static string Clean(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."))
        {
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }
}
