using OrleansCalls.DevStack.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Bench.CallsList;

/// <summary>What is asked of both tables.</summary>
internal static class Questions
{
    /// <summary>A place in the year, another one each time.</summary>
    public static CallCursor Place(int n, DateTimeOffset now) => new(now.AddDays(-180 - n % 100), Guid.Empty);

    public static IReadOnlyList<Question> For(DateTimeOffset now)
    {
        string Frequent(int n) => SpokenWords.OfRank(10 + n % 30);
        string Middling(int n) => SpokenWords.OfRank(400 + n % 300);
        string Rare(int n) => SpokenWords.OfRank(20_000 + n * 97 % 20_000);

        return
        [
            new("newest 20", (all, n) => all),
            new("20 from the middle of the year", (all, n) => all with { Cursor = Place(n, now).ToString() }),
            new("status completed", (all, n) => all with { Status = "completed" }),
            new("status cancelled, scheduled calls", (all, n) => all with { Status = "cancelled", CallType = CallType.Scheduled }),
            new("a month of scheduled calls", (all, n) => all with { CallType = CallType.Scheduled, From = now.AddDays(-60 - n), To = now.AddDays(-30 - n) }),
            new("frequent word", (all, n) => all with { Text = Frequent(n) + " " }),
            new("middling word", (all, n) => all with { Text = Middling(n) + " " }),
            new("rare word", (all, n) => all with { Text = Rare(n) + " " }, Finds: false),
            new("word that nobody said", (all, n) => all with { Text = $"nobody{n} " }, Finds: false),
            new("frequent and rare word", (all, n) => all with { Text = $"{Frequent(n)} {Rare(n)} " }, Finds: false),
            new("unfinished word", (all, n) => all with { Text = Middling(n)[..4] }),
            new("phrase of frequent words", (all, n) => all with { Text = $"\"{Frequent(n)} {Frequent(n + 7)}\"" }, Finds: false),
            new("middling word, cancelled", (all, n) => all with { Text = Middling(n) + " ", Status = "cancelled" }, Finds: false),
            new("middling word, from the middle of the year", (all, n) => all with { Text = Middling(n) + " ", Cursor = Place(n, now).ToString() }),
        ];
    }
}
