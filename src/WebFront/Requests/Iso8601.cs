using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansCalls.WebFront.Requests;

/// <summary>Times in requests: ISO 8601 with an offset, so that nobody's time zone is guessed.</summary>
internal static partial class Iso8601
{
    public const string Expectation = "must be a time as ISO 8601 with an offset, such as 2026-01-31T12:00:00Z";

    /// <summary>The time in UTC, or null.</summary>
    public static DateTimeOffset? Parse(string text) =>
        Form().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
