namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>A number that a text says, in digits or in words.</summary>
/// <param name="Value">Null for what is no number in itself: a date, a time of day.</param>
/// <param name="Parts">What may be meant as well, one by one: the 10 and 30 of 10:30, the 3 and 5 of 3.5.</param>
/// <param name="IsCertain">It is hardly anything but a number.</param>
internal sealed record SpokenNumber(double? Value, IReadOnlyList<double> Parts, bool IsCertain)
{
    /// <summary>With the scale of the number that follows, or null: of thirty to forty thousand the thirty.</summary>
    public double? Scaled { get; init; }

    /// <summary>All that may be meant.</summary>
    public IEnumerable<double> Meanings => new[] { Value, Scaled }.OfType<double>().Concat(Parts);

    /// <summary>Whether it was said, where these numbers were.</summary>
    public bool IsAmong(Func<double, bool> wasSaid) =>
        (Value is { } value && wasSaid(value)) || (Scaled is { } scaled && wasSaid(scaled)) || (Parts.Count > 0 && Parts.All(wasSaid));
}
