using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.Grains.Search;

/// <summary>Finds the place in a call's texts that shows why it was found.</summary>
public static class Snippets
{
    private const int MaxChars = 200;
    private const int Before = 60;
    private const int MaxHits = 1000;

    /// <summary>
    /// The place with the most of the words, of several the one where most of them follow each other as they were asked for; the
    /// transcript's if the summary has no better one.
    /// </summary>
    /// <returns>Null when none of the words is there, as after a search for what calls are without.</returns>
    public static CallSnippet? Of(SearchText asked, string? summary, string? transcript)
    {
        var words = asked.Words.ToList();
        var places = new[] { BestIn(transcript, SnippetSource.Transcript, words), BestIn(summary, SnippetSource.Summary, words) };
        return places.OfType<Place>().OrderByDescending(place => (place.Words, place.InARow)).FirstOrDefault()?.Cut();
    }

    private static Place? BestIn(string? text, SnippetSource source, List<SearchWord> words)
    {
        if (text is null)
        {
            return null;
        }

        var hits = HitsIn(text, words).Take(MaxHits).ToList();
        Place? best = null;
        for (var (first, last) = (0, 0); first < hits.Count; first++)
        {
            for (; last < hits.Count && hits[last].Start + hits[last].Length - hits[first].Start <= MaxChars - Before; last++)
            {
            }

            last = Math.Max(last, first + 1);
            var here = hits[first..last];
            var (distinct, inARow) = (here.Select(hit => hit.Word).Distinct().Count(), here.Zip(here.Skip(1)).Count(pair => AreInARow(text, pair.First, pair.Second)));
            if (best is null || (distinct, inARow).CompareTo((best.Words, best.InARow)) > 0)
            {
                best = new Place(text, source, distinct, inARow, hits, first);
            }
        }

        return best;
    }

    private static bool AreInARow(string text, Hit one, Hit next) =>
        next.Word == one.Word + 1 && !Letters.WordsOf(text[(one.Start + one.Length)..next.Start]).Any();

    private static IEnumerable<Hit> HitsIn(string text, List<SearchWord> words)
    {
        foreach (var (start, length, unspaced) in Letters.WordsOf(text))
        {
            var end = start;
            while (end < start + length && NextIn(text, end, start + length, unspaced, words) is { } hit)
            {
                yield return hit;
                end = hit.Start + hit.Length;
            }
        }
    }

    private static Hit? NextIn(string text, int start, int end, bool unspaced, List<SearchWord> words)
    {
        Hit? next = null;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var at = word.Unspaced != unspaced ? -1
                : unspaced ? text.IndexOf(word.Text, start, end - start, StringComparison.OrdinalIgnoreCase)
                : IsWord(text.AsSpan(start, end - start), word) ? start : -1;
            if (at >= 0 && (next is null || at < next.Start))
            {
                next = new Hit(at, unspaced ? word.Text.Length : end - start, i);
            }
        }

        return next;
    }

    private static bool IsWord(ReadOnlySpan<char> said, SearchWord word) => word.Unfinished
        ? said.StartsWith(word.Text, StringComparison.OrdinalIgnoreCase)
        : said.Equals(word.Text, StringComparison.OrdinalIgnoreCase);

    private sealed record Hit(int Start, int Length, int Word);

    private sealed record Place(string Text, SnippetSource Source, int Words, int InARow, List<Hit> Hits, int First)
    {
        public CallSnippet Cut()
        {
            var start = Math.Max(0, Hits[First].Start - Before);
            if (start > 0)
            {
                start = AfterSpace(start, Hits[First].Start);
            }

            var end = Math.Min(Text.Length, start + MaxChars);
            if (end < Text.Length)
            {
                end = BeforeSpace(end, start + MaxChars / 2);
            }

            var (head, tail) = (start > 0 ? "…" : "", end < Text.Length ? "…" : "");
            var line = string.Create(end - start, (Text, start), static (chars, cut) =>
            {
                cut.Text.AsSpan(cut.start, chars.Length).CopyTo(chars);
                foreach (ref var c in chars)
                {
                    c = char.IsControl(c) ? ' ' : c; // lines become one
                }
            });
            var hits = Hits.Skip(First - Hits.Take(First).Reverse().TakeWhile(hit => hit.Start >= start).Count())
                .TakeWhile(hit => hit.Start < end)
                .Where(hit => hit.Start + hit.Length <= end || hit == Hits[First]) // another that is cut is no word asked for
                .Select(hit => new SnippetHit(hit.Start - start + head.Length, Math.Min(hit.Length, end - hit.Start)));
            return new CallSnippet(head + line + tail, Source, [.. hits]);
        }

        private int AfterSpace(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                if (char.IsWhiteSpace(Text[i - 1]))
                {
                    return i;
                }
            }

            return char.IsLowSurrogate(Text[from]) ? from + 1 : from;
        }

        private int BeforeSpace(int from, int to)
        {
            for (var i = from; i > to; i--)
            {
                if (char.IsWhiteSpace(Text[i]))
                {
                    return i;
                }
            }

            return char.IsLowSurrogate(Text[from]) ? from - 1 : from;
        }
    }
}
