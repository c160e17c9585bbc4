using System.Buffers.Binary;

namespace OrleansCalls.DevStack.Recordings;

/// <summary>
/// An Ogg/Opus file, checked page by page (RFC 3533, RFC 7845): capture pattern, checksum and sequence of every page, OpusHead
/// at the beginning, the mark of the stream's end on the last page, nothing behind it.
/// </summary>
/// <param name="Problem">What is wrong, or null.</param>
/// <param name="Pages">How many pages are right.</param>
/// <param name="Duration">The length of the audio, from the last page's granule position; zero when there is a problem.</param>
internal sealed record OggFile(string? Problem, int Pages, TimeSpan Duration)
{
    private const int SampleRate = 48_000; // Opus in Ogg always counts in it

    public static OggFile Read(ReadOnlySpan<byte> file)
    {
        var preSkip = 0;
        OggPage? last = null;
        var count = 0;
        for (var rest = file; rest.Length > 0; count++)
        {
            if (!OggPage.TryRead(rest, out var page, out var problem))
            {
                return Bad($"page {count}: {problem}", count);
            }

            if (last is { } before && (page.Serial != before.Serial || page.Sequence != before.Sequence + 1 || before.IsLast))
            {
                return Bad($"page {count} does not follow the one before it", count);
            }

            var body = rest[page.HeaderLength..page.Length];
            if (last is null)
            {
                if (!page.IsFirst || body.Length < 19 || !body.StartsWith("OpusHead"u8))
                {
                    return Bad("it does not begin with OpusHead", count);
                }

                preSkip = BinaryPrimitives.ReadUInt16LittleEndian(body[10..]);
            }

            last = page;
            rest = rest[page.Length..];
        }

        return last is not { IsLast: true } end
            ? Bad("no page marks the end of the stream", count)
            : new OggFile(null, count, TimeSpan.FromSeconds((end.Granule - preSkip) / (double)SampleRate));
    }

    private static OggFile Bad(string problem, int pages) => new(problem, pages, TimeSpan.Zero);
}
