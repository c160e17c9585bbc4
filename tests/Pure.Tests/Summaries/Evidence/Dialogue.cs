using System.Globalization;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Pure.Tests.Summaries.Evidence;

/// <summary>
/// A hand-written call, and what a model might say of it. Honest: <c>keep</c> in its words, <c>para</c> in others. Not so: <c>new</c>
/// nothing of which was said; <c>near</c> invented about what was spoken of; <c>number</c>, <c>name</c> another than was said;
/// <c>line</c> said elsewhere than in the line that it cites.
/// </summary>
internal sealed record Dialogue(string Name, IReadOnlyList<TranscriptLine> Lines, IReadOnlyList<Dialogue.Item> Items)
{
    public static IReadOnlyList<Dialogue> All(string folder) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Summaries", "Evidence", folder), "*.txt")
            .Order(StringComparer.Ordinal)
            .Select(file => Read(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))];

    private static Dialogue Read(string name, string text)
    {
        var parts = text.Split("\n---\n");
        return new Dialogue(name, [.. Rows(parts[0]).Select(Line)], [.. Rows(parts[1]).Select(ItemOf)]);
    }

    private static string[] Rows(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static TranscriptLine Line(string row) => new()
    {
        Speaker = row.StartsWith("founder: ", StringComparison.Ordinal) ? Speaker.User : Speaker.Fred,
        Text = row[(row.IndexOf(' ', StringComparison.Ordinal) + 1)..],
    };

    private static Item ItemOf(string row)
    {
        var (head, text) = (row.Split(" | ")[0].Split(' '), row.Split(" | ")[1]);
        return new Item(head[0], [.. head[1].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))], text);
    }

    /// <param name="Kind">What it is an example of.</param>
    /// <param name="Cited">Lines from 1, as a model sees them.</param>
    /// <param name="Text">The decision or next action.</param>
    internal sealed record Item(string Kind, IReadOnlyList<int> Cited, string Text);
}
