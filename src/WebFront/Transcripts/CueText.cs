using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>What was said, as files of subtitles and text can hold it.</summary>
internal static class CueText
{
    /// <summary>
    /// The text on one line, since a blank line ends a subtitle; control characters, which could steer a terminal, and byte order
    /// marks, which some readers drop, become spaces. Empty where nothing else is in it.
    /// </summary>
    public static string Of(string text)
    {
        var line = TranscriptText.OnOneLine(text);
        return (line.Any(IsUnfit) ? string.Concat(line.Select(c => IsUnfit(c) ? ' ' : c)) : line).Trim();
    }

    private static bool IsUnfit(char character) => char.IsControl(character) || character is '\ufeff';
}
