using System.Globalization;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>Why a call takes no more words.</summary>
internal static class TranscriptFull
{
    public static string OfSegments { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"The call's transcript is full: it has at most {TranscriptLimits.Segments} segments with {TranscriptLimits.Characters} characters. Nothing was stored");

    public static string OfClient { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"The call's transcript is full: clients hand in at most {TranscriptLimits.ClientLines} lines with {TranscriptLimits.ClientCharacters} characters. Nothing was stored");
}
