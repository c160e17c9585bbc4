using System.Globalization;

namespace OrleansCalls.WebFront.Recordings;

/// <summary>The number of a recording's segment in a query: 1 is the first that can be played.</summary>
internal static class SegmentNumber
{
    public const string Parameter = "segment";
    public const string Expectation = "must be the number of a segment, 1 or more";

    public static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;
}
