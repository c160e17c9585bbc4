using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Which of two summaries stands: the one of the later transcript, then the model's, then the greater text.</summary>
internal static class SummaryRank
{
    public static SummaryMade Greater(SummaryMade? a, SummaryMade b) => a is null || Compare(a, b) < 0 ? b : a;

    private static int Compare(SummaryMade a, SummaryMade b)
    {
        var order = a.AsOf.CompareTo(b.AsOf);
        order = order is not 0 ? order : a.Summary.Source.CompareTo(b.Summary.Source);
        order = order is not 0 ? order : b.Provisional.CompareTo(a.Provisional);
        return order is not 0 ? order : string.CompareOrdinal(a.Summary.Text, b.Summary.Text);
    }
}
