using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>Answers a transcript as a file.</summary>
internal static class TranscriptFile
{
    /// <param name="response">Gets the file's name.</param>
    /// <param name="room">Whose transcript it is.</param>
    /// <param name="query">The form; not JSON.</param>
    /// <param name="content">The file.</param>
    public static ContentHttpResult Send(HttpResponse response, string room, TranscriptQuery query, string content)
    {
        var segment = query.Segment is { } number ? FormattableString.Invariant($"-{number}") : "";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{Named(room)}{segment}.{query.Format.Name()}");
        response.GetTypedHeaders().ContentDisposition = disposition;
        return TypedResults.Text(content, query.Format.MediaType(), Encoding.UTF8);
    }

    // A room's name may have what no file's name may have everywhere.
    private static string Named(string room) => string.Concat(room.Select(c => char.IsControl(c) || @"/\:|""<>?*".Contains(c, StringComparison.Ordinal) ? '_' : c));
}
