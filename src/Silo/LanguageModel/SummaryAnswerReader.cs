using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>
/// Reads the model's answer, or says what is wrong with it. A decision or a next action whose evidence is missing or malformed, as that of
/// a server without structured output may be, is read as citing nothing: its text is not the worse for it, but it will be left out.
/// </summary>
internal static partial class SummaryAnswerReader
{
    /// <summary>How many next actions a model may name.</summary>
    public const int MostActions = 3;

    private const int SummaryLimit = 4_000;
    private const int ItemLimit = 500;
    private const int MostDecisions = 20;
    private const int MostCitations = 100;

    /// <exception cref="SummaryModelException">The answer is a refusal, cut off, no JSON or not what was asked for.</exception>
    public static SummaryDraft Read(ChatResponse response)
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter || Refuses(response))
        {
            throw new SummaryModelException("the model refused");
        }

        if (response.FinishReason == ChatFinishReason.Length)
        {
            throw new SummaryModelException("the model's answer was cut off");
        }

        return Validated(Draft(response.Text));
    }

    private static bool Refuses(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Any();

    // Servers without structured output like to put their JSON into a Markdown fence.
    private static SummaryDraft Draft(string text)
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (start < 0 || start > end)
        {
            throw new SummaryModelException("the model's answer was no JSON object");
        }

        try
        {
            using var answer = JsonDocument.Parse(text.AsMemory(start..(end + 1)));
            return new SummaryDraft
            {
                Text = Clean(Field(answer.RootElement, "summary") is { } summary ? Text(summary) : null),
                Decisions = Items(answer.RootElement, "decisions") ?? [],
                NextActions = Items(answer.RootElement, "nextActions") ?? throw NotAskedFor(),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // no JSON, or half of a surrogate pair
        {
            throw new SummaryModelException("the model's answer was not the JSON asked for");
        }
    }

    private static DraftItem[]? Items(JsonElement answer, string name) => Field(answer, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Array } items => [.. items.EnumerateArray().Select(Item).Where(item => item.Text.Length > 0)],
        _ => throw NotAskedFor(),
    };

    private static DraftItem Item(JsonElement item) => item.ValueKind is JsonValueKind.Object
        ? new DraftItem(Words(Field(item, "text") is { } text ? Text(text) : null), Field(item, "evidence") is { } evidence ? Cited(evidence) : [])
        : new DraftItem(Words(Text(item)), []);

    private static int[] Cited(JsonElement evidence) => evidence.ValueKind is JsonValueKind.Array
        ? [.. evidence.EnumerateArray().Select(Number).OfType<int>().Take(MostCitations)]
        : [.. new[] { Number(evidence) }.OfType<int>()];

    // "[12]", as the line has it, is as good as 12.
    private static int? Number(JsonElement citation) => citation.ValueKind switch
    {
        JsonValueKind.Number when citation.TryGetInt32(out var number) => number,
        JsonValueKind.String when int.TryParse(citation.GetString()!.Trim(' ', '[', ']'), out var number) => number,
        _ => null,
    };

    private static JsonElement? Field(JsonElement item, string name)
    {
        JsonElement? found = null;
        foreach (var property in item.EnumerateObject())
        {
            found = property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) ? property.Value : found;
        }

        return found;
    }

    private static string? Text(JsonElement text) => text.ValueKind switch
    {
        JsonValueKind.String => text.GetString(),
        JsonValueKind.Null => null,
        _ => throw NotAskedFor(),
    };

    private static SummaryDraft Validated(SummaryDraft draft)
    {
        var problem = draft switch
        {
            { Text.Length: 0 } => "had no summary",
            { Text.Length: > SummaryLimit } => "had too long a summary",
            { Decisions.Count: > MostDecisions } => "had too many decisions",
            { NextActions.Count: > MostActions } => "had more than three next actions",
            _ when draft.Decisions.Concat(draft.NextActions).Any(item => item.Text.Length > ItemLimit) => "had too long a decision or next action",
            _ => null,
        };
        return problem is null ? draft : throw new SummaryModelException($"the model's answer {problem}");
    }

    // Models number what they list, and like to repeat their citations in the text.
    private static string Words(string? text) => Marks().Replace(Clean(text), "").Trim();

    // Control characters other than line breaks become spaces: Postgres stores no U+0000.
    private static string Clean(string? text) =>
        string.Concat((text ?? "").Select(c => char.IsControl(c) && c is not '\n' ? ' ' : c)).Trim();

    private static SummaryModelException NotAskedFor() => new("the model's answer was not the JSON asked for");

    [GeneratedRegex(@"^(?:\d{1,2}[.)]|[-*•])\s+|\s*\[\d+(?:\s*[,–-]\s*\d+)*\]")]
    private static partial Regex Marks();
}
