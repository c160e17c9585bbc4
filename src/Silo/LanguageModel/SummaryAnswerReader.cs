using System.Text.Json;
using Microsoft.Extensions.AI;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Summaries;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>Makes a valid summary of the model's answer, or says what is wrong with it.</summary>
internal static class SummaryAnswerReader
{
    private const int SummaryLimit = 4_000;
    private const int ItemLimit = 500;
    private const int MostDecisions = 20;
    private const int Actions = 3;

    /// <exception cref="SummaryModelException">The answer is a refusal, cut off, no JSON or not what was asked for.</exception>
    public static CallSummary Read(ChatResponse<SummaryAnswer> response)
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter || Refuses(response))
        {
            throw new SummaryModelException("the model refused");
        }

        if (response.FinishReason == ChatFinishReason.Length)
        {
            throw new SummaryModelException("the model's answer was cut off");
        }

        return Validated(response.TryGetResult(out var answer) ? answer : Unfenced(response.Text));
    }

    private static bool Refuses(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Any();

    // Servers without structured output like to put their JSON into a Markdown fence.
    private static SummaryAnswer Unfenced(string text)
    {
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        try
        {
            return start >= 0 && start < end
                && JsonSerializer.Deserialize<SummaryAnswer>(text.AsSpan(start..(end + 1)), JsonSerializerOptions.Web) is { } answer
                ? answer
                : throw new SummaryModelException("the model's answer was no JSON object");
        }
        catch (JsonException)
        {
            throw new SummaryModelException("the model's answer was not the JSON asked for");
        }
    }

    private static CallSummary Validated(SummaryAnswer answer)
    {
        var text = Clean(answer.Summary);
        string[] decisions = [.. (answer.Decisions ?? []).Select(Clean).Where(decision => decision.Length > 0)];
        string[] actions = [.. (answer.NextActions ?? []).Select(Clean)];
        var problem = (text, decisions, actions) switch
        {
            ({ Length: 0 }, _, _) => "had no summary",
            ({ Length: > SummaryLimit }, _, _) => "had too long a summary",
            (_, { Length: > MostDecisions }, _) => "had too many decisions",
            (_, _, not { Length: Actions }) => $"had {actions.Length} next actions instead of three",
            _ when actions.Any(action => action.Length is 0) => "had a blank next action",
            _ when actions.Concat(decisions).Any(item => item.Length > ItemLimit) => "had too long a decision or next action",
            _ => null,
        };
        return problem is null
            ? new CallSummary { Text = text, Decisions = decisions, NextActions = actions, Source = SummarySource.Model }
            : throw new SummaryModelException($"the model's answer {problem}");
    }

    // Control characters other than line breaks become spaces: Postgres stores no U+0000.
    private static string Clean(string? text) =>
        string.Concat((text ?? "").Select(c => char.IsControl(c) && c is not '\n' ? ' ' : c)).Trim();
}
