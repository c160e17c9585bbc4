namespace OrleansCalls.Bench.CallsList;

/// <summary>How long one table took for a question: when it was asked the first time, and the fastest time of when it was asked again.</summary>
internal sealed class Timed
{
    private readonly List<double> _first = [];
    private readonly List<double> _again = [];
    private int _rows;

    /// <summary>The median, in milliseconds.</summary>
    public double First => Median(_first);

    /// <summary>The median, in milliseconds, when what was read is in the database's memory.</summary>
    public double Again => Median(_again);

    /// <summary>Rows found, on average.</summary>
    public double Rows => (double)_rows / _first.Count;

    public void Add((double Milliseconds, int Rows) first, double again)
    {
        _first.Add(first.Milliseconds);
        _again.Add(again);
        _rows += first.Rows;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
