using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;

namespace OrleansCalls.Grains.Summaries.Evidence;

/// <summary>
/// Whether an item names only whom and what the call does. Names are told by their capital: where nouns have capitals, or most words
/// as in a title, it makes none. A word that opens a sentence has a capital anyway; it names somebody where it does something ("Ben
/// will send it"), or stands where the call has a name ("Ben sends it", of "then Maria sends it").
/// </summary>
/// <param name="lines">The whole transcript.</param>
internal sealed class NameRule(IReadOnlyList<TranscriptLine> lines)
{
    private const int FewLines = 100;

    // Who talks for hours says fewer; letters by chance would take a hundred megabytes.
    private const int MostPairs = 20_000;

    // A quarter of all words of German, the language whose nouns have capitals, and next to none of another.
    private static readonly HashSet<string> German =
        [.. "DAS DEM DEN DER DIE EIN EINE EINEN FUR ICH IST MIT NICHT SIE UND WIR ZU".Split(' ')];

    // Verbs that follow who does something, and no other verb.
    private static readonly HashSet<string> Auxiliaries =
    [
        .. ("will would should must shall can could has is was needs wants agrees agreed wird soll sollte muss kann hat ist va doit peut devra "
            + "debe puede deve può pode vai moet kan zal zou heeft").Split(' ').Select(SpokenText.Comparable),
    ];

    private static readonly HashSet<string> Anybody =
        [.. "EVERYONE EVERYBODY SOMEONE SOMEBODY ANYONE ANYBODY NOBODY BOTH TEAM PEOPLE".Split(' ')];

    // In other languages they have no capital.
    private static readonly HashSet<string> DaysAndMonths =
    [
        .. ("MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY "
            + "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER").Split(' '),
    ];

    private readonly Lazy<Known> _call = new(() => Known.Of(lines));

    /// <summary>Whether every name of the item was said somewhere in the call.</summary>
    public bool AllWereSaid(IReadOnlyList<Token> tokens) =>
        !tokens.Index().Any(at => at.Item is Token.Word { Opens: true } && IsANewSubject(tokens, at.Index)) && NamesWereSaid(tokens);

    private bool IsANewSubject(IReadOnlyList<Token> tokens, int at) =>
        tokens[at] is Token.Word { Form: var form } && at + 1 < tokens.Count && tokens[at + 1] is Token.Word { Form: var next }
        && SaysSomething(form) && !Anybody.Contains(form) && !_call.Value.Words.Has(form)
        && (Auxiliaries.Contains(next) || (!FunctionWords.Contains(next) && _call.Value.AfterNames.Contains(next)));

    private bool NamesWereSaid(IReadOnlyList<Token> tokens)
    {
        Token.Word[] names = [.. tokens.OfType<Token.Word>().Where(word => word.MayBeName && SaysSomething(word.Form))];
        return names.Length is 0
            || names.Length * 2 > tokens.OfType<Token.Word>().Count()
            || _call.Value.NounsHaveCapitals
            || names.All(name => _call.Value.Words.Has(name.Form));
    }

    private static bool SaysSomething(string form) => form.Length > 1 && !FunctionWords.Contains(form);

    /// <param name="Words">All that was said.</param>
    /// <param name="AfterNames">What was said right after a name.</param>
    /// <param name="NounsHaveCapitals">As they have in German.</param>
    private sealed record Known(WordIndex Words, HashSet<string> AfterNames, bool NounsHaveCapitals)
    {
        public static Known Of(IReadOnlyList<TranscriptLine> lines)
        {
            var words = new WordIndex();
            var names = new HashSet<string>(StringComparer.Ordinal);
            var pairs = new HashSet<(string First, string Next)>();
            var (few, german) = (0, 0);
            foreach (var (line, said) in lines.Index())
            {
                Token.Word? capital = null; // the word before, if it has one
                foreach (var token in SaidText.TokensOf(said.Text))
                {
                    if (token is not Token.Word word)
                    {
                        capital = null;
                        continue;
                    }

                    words.Add(word.Form);
                    few += line < FewLines ? 1 : 0;
                    german += line < FewLines && German.Contains(word.Form) ? 1 : 0;
                    if (word.MayBeName && SaysSomething(word.Form) && !DaysAndMonths.Contains(word.Form))
                    {
                        names.Add(word.Form);
                    }

                    if (capital is not null && !word.Opens && pairs.Count < MostPairs)
                    {
                        pairs.Add((capital.Form, word.Form));
                    }

                    capital = word.MayBeName || word.Opens ? word : null;
                }
            }

            var nounsHaveCapitals = german * 10 > few;
            return new Known(words, nounsHaveCapitals ? [] : [.. pairs.Where(pair => names.Contains(pair.First)).Select(pair => pair.Next)], nounsHaveCapitals);
        }
    }
}
