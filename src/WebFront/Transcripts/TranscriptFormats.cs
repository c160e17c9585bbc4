using Microsoft.Net.Http.Headers;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>The names of a <see cref="TranscriptFormat"/>, and which one a client wants.</summary>
internal static class TranscriptFormats
{
    public const string Txt = "text/plain";
    public const string Vtt = "text/vtt";
    public const string Srt = "application/x-subrip";
    private const string Json = "application/json";

    /// <summary>The name in a query, which is also a file's extension.</summary>
    public static string Name(this TranscriptFormat format) => format switch
    {
        TranscriptFormat.Json => "json",
        TranscriptFormat.Txt => "txt",
        TranscriptFormat.Vtt => "vtt",
        TranscriptFormat.Srt => "srt",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static string MediaType(this TranscriptFormat format) => format switch
    {
        TranscriptFormat.Json => Json,
        TranscriptFormat.Txt => Txt,
        TranscriptFormat.Vtt => Vtt,
        TranscriptFormat.Srt => Srt,
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The format of this name, or null.</summary>
    public static TranscriptFormat? Parse(string name)
    {
        foreach (var format in Enum.GetValues<TranscriptFormat>())
        {
            if (format.Name() == name)
                return format;
        }

        return null;
    }

    /// <summary>The format that the client likes best by its <c>Accept</c>; JSON where it likes none of them.</summary>
    public static TranscriptFormat Negotiate(IList<MediaTypeHeaderValue> accept) => accept.Count is 0
        ? TranscriptFormat.Json
        : Enum.GetValues<TranscriptFormat>().MaxBy(format => Quality(format, accept));

    // The most specific range that a type falls into decides (RFC 9110, 12.5.1).
    private static double Quality(TranscriptFormat format, IList<MediaTypeHeaderValue> accept)
    {
        var type = new MediaTypeHeaderValue(format.MediaType()) { Charset = "utf-8" };
        return accept.Where(type.IsSubsetOf)
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
