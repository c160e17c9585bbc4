using System.Text;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>
/// Which of two segments of one id stands: the greater. A final one beats one that is not, otherwise the later end (none is
/// the earliest), then the greater text. What remains only makes the order total, so that arrival never decides.
/// </summary>
public sealed class SegmentOrder : IComparer<TranscriptSegment>
{
    /// <summary>The only one.</summary>
    public static SegmentOrder Instance { get; } = new();

    private SegmentOrder()
    {
    }

    /// <summary>The one that stands.</summary>
    public static TranscriptSegment Standing(TranscriptSegment one, TranscriptSegment other) =>
        Instance.Compare(one, other) >= 0 ? one : other;

    /// <inheritdoc />
    public int Compare(TranscriptSegment? x, TranscriptSegment? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var order = x.Final.CompareTo(y.Final);
        order = order is not 0 ? order : Nullable.Compare(x.EndedAt, y.EndedAt);
        order = order is not 0 ? order : CompareText(x.Text, y.Text);
        order = order is not 0 ? order : x.StartedAt.CompareTo(y.StartedAt);
        order = order is not 0 ? order : x.Speaker.CompareTo(y.Speaker);
        return order is not 0 ? order : string.CompareOrdinal(x.Id, y.Id);
    }

    // By UTF-8, as Postgres compares under COLLATE "C"; UTF-16 sorts characters beyond U+FFFF elsewhere.
    private static int CompareText(string x, string y)
    {
        var order = Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y));
        return order is not 0 ? order : string.CompareOrdinal(x, y);
    }
}
