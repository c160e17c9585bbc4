using System.Globalization;
using OrleansCalls.Grains.Interfaces.Changes;

namespace OrleansCalls.WebFront.Events;

/// <summary>
/// The ids of events. An id says how far whoever was sent it has come, as <c>{version}-{revision}</c>: all that is needed to go
/// on, so that any front can.
/// </summary>
internal static class EventIds
{
    public const string Expectation = "must be the id of an event of this call, such as 12-3405";

    public static string Of(CallPosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Version}-{position.Revision}");

    /// <summary>Reads what <see cref="Of"/> wrote, and nothing else; null for any other text.</summary>
    public static CallPosition? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            && new CallPosition(version, revision) is var position && Of(position) == text ? position : null;
    }
}
