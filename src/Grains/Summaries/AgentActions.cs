using System.Text.RegularExpressions;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Finds what the agent told the founder to do next. Questions are no such thing, nor is a decision.</summary>
internal static partial class AgentActions
{
    /// <summary>
    /// At most so many actions, each once, in the order said. Where there are more, those called a next step or asked for
    /// outright come before what the founder should do, that before a bare imperative, and the later before the earlier.
    /// </summary>
    /// <param name="turns">What the agent said each time.</param>
    /// <param name="most">How many.</param>
    public static IReadOnlyList<Quote> In(IEnumerable<Turn> turns, int most) =>
        [.. turns.SelectMany(turn => turn.Sentences.Select(sentence => (Sentence: sentence, turn.Line)))
            .Where(said => !said.Sentence.EndsWith('?') && !AgentDecisions.IsOne(said.Sentence))
            .Select(said => (Words: said.Sentence[Opening().Match(said.Sentence).Length..], said.Line))
            .Select((said, place) => (Quote: Quote.Of(said.Words, said.Line), Place: place, Strength: Strength(said.Words)))
            .Where(action => action.Strength > 0 && action.Quote.Text.Length > 0)
            .DistinctBy(action => SpokenText.Comparable(action.Quote.Text))
            .OrderByDescending(action => action.Strength)
            .ThenByDescending(action => action.Place)
            .Take(most)
            .OrderBy(action => action.Place)
            .Select(action => action.Quote)];

    private static int Strength(string words)
    {
        if (Request().Match(words) is { Success: true } request && !Doubt().IsMatch(words[..request.Index]))
        {
            return 3;
        }

        if (Duty().IsMatch(words) || (Plan().Match(words) is { Success: true } plan && Imperative.Begins(plan.Groups["do"].Value) && Deadline().IsMatch(words)))
        {
            return 2;
        }

        return Imperative.Begins(words[Time().Match(words).Length..]) ? 1 : 0;
    }

    // Said before the point: left out of the action.
    [GeneratedRegex(@"^(?:(?:okay|ok|so|good|great|right|all ?right|perfect|exactly|now|then|and|also|but|please|first|firstly|second|secondly|third|thirdly|next|finally|lastly|well|yes|yeah|sure|instead|just|number (?:one|two|three)|step (?:one|two|three))\b[\s,:;.!–—-]+(?!step\b|action\b|move\b))*", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?:(?:today|tonight|tomorrow|by|before|on|this|next|until)\b[^,.]{0,40},\s*(?:please |just |then )*)", RegexOptions.IgnoreCase)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(?:today|tonight|tomorrow|(?:by|before|on|until|this|next) (?:the )?(?:end of\b|noon|week\b|month\b|monday|tuesday|wednesday|thursday|friday|saturday|sunday))", RegexOptions.IgnoreCase)]
    private static partial Regex Deadline();

    [GeneratedRegex(@"\b(?:(?:the|your|our) (?:very )?(?:next|first) (?:step|action|move|thing to do)(?: for you)? is\b(?! not\b)|next (?:step|action|move)s?:|action(?: item)?s?:|to-?do:|i want you to\b|i need you to\b|i(?:['’]d| would) like you to\b|make sure (?:you|to|that you)\b|don['’]t forget to\b|remember to\b|your (?:homework|task|assignment)(?: for [\w ]{1,30})?(?: is\b|:))(?! not\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Request();

    // Only where nothing but an opening stands between the start of the clause and "you": not "the customers you will lose".
    [GeneratedRegex(@"(?:^|[,;:–—])\s*(?:(?:and|so|then|but|now|i think|i believe|i['’]d say|maybe|perhaps|today|tonight|tomorrow|first|that means|which means)\s+)*you(?: really| just| also| probably| still| first)?(?: should| need to| have to| must| ought to| will| are going to|['’]ll|['’]re going to|['’]ve got to)(?: also| then| now| just| first| need to| have to)*\s+(?!not\b|never\b|be\b|see\b|notice\b|know\b|feel\b|love\b|like\b|hear\b|understand\b|reali[sz]e\b|regret\b|lose\b|thank\b|find (?:that|it|out)\b|get there\b|have (?:a|been)\b)\p{L}", RegexOptions.IgnoreCase)]
    private static partial Regex Duty();

    [GeneratedRegex(@"^you (?<do>.+)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Plan();

    [GeneratedRegex(@"\b(?:not|never|if|when|unless|did|do|had|no longer|used to)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Doubt();
}
