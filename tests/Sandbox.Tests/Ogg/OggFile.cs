using OrleansCalls.LiveKit.Sandbox.Ogg;

namespace OrleansCalls.Sandbox.Tests.Ogg;

/// <summary>Reads a file's pages; a wrong checksum throws.</summary>
internal static class OggFile
{
    public static IReadOnlyList<OggPage> Pages(ReadOnlyMemory<byte> file)
    {
        List<OggPage> pages = [];
        while (!file.IsEmpty)
        {
            pages.Add(OggPage.Read(file, out var length));
            file = file[length..];
        }

        return pages;
    }

    /// <summary>How long a player plays the file: the last granule position less the pre-skip, at 48 kHz.</summary>
    public static TimeSpan PlayedLength(ReadOnlyMemory<byte> file) =>
        TimeSpan.FromSeconds((Pages(file)[^1].GranulePosition - OpusWriter.PreSkip) / 48_000d);
}
