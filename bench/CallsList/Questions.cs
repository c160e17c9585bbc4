using OrleansCalls.DevStack.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.Silo.Postgres;

namespace OrleansCalls.Bench.CallsList;

/// <summary>What is asked of both tables: by the busiest user, who has a tenth of all calls, and by users with 90 calls.</summary>
internal static class Questions
{
    public static IReadOnlyList<Question> For(CallsListOptions options, DateTimeOffset now)
    {
        CallFilter Busiest(int n) => new() { UserId = ManyCalls.BusiestUser, Limit = 20 };
        CallFilter Ordinary(int n) => new() { UserId = ManyCalls.UserOf(n * 100 % options.Few + 1), Limit = 20 };
        string After(int n) => new CallCursor(now.AddDays(-180 - n % 100), Guid.Empty).ToString();
        string Frequent(int n) => SpokenWords.OfRank(10 + n % 30);
        string Middling(int n) => SpokenWords.OfRank(400 + n % 300);
        string Rare(int n) => SpokenWords.OfRank(20_000 + n * 97 % 20_000);

        return
        [
            new("newest 20", Busiest),
            new("newest 20, ordinary user", Ordinary),
            new("20 from the middle of the year", n => Busiest(n) with { Cursor = After(n) }),
            new("status completed", n => Busiest(n) with { Status = "completed" }),
            new("status cancelled, scheduled calls", n => Busiest(n) with { Status = "cancelled", CallType = CallType.Scheduled }),
            new("a month of scheduled calls", n => Busiest(n) with { CallType = CallType.Scheduled, From = now.AddDays(-60 - n), To = now.AddDays(-30 - n) }),
            new("frequent word", n => Busiest(n) with { Text = Frequent(n) + " " }),
            new("middling word", n => Busiest(n) with { Text = Middling(n) + " " }),
            new("rare word", n => Busiest(n) with { Text = Rare(n) + " " }, Finds: false),
            new("word that nobody said", n => Busiest(n) with { Text = $"nobody{n} " }, Finds: false),
            new("frequent and rare word", n => Busiest(n) with { Text = $"{Frequent(n)} {Rare(n)} " }, Finds: false),
            new("unfinished word", n => Busiest(n) with { Text = Middling(n)[..4] }),
            new("phrase of frequent words", n => Busiest(n) with { Text = $"\"{Frequent(n)} {Frequent(n + 7)}\"" }, Finds: false),
            new("middling word, cancelled", n => Busiest(n) with { Text = Middling(n) + " ", Status = "cancelled" }, Finds: false),
            new("middling word, from the middle of the year", n => Busiest(n) with { Text = Middling(n) + " ", Cursor = After(n) }),
            new("frequent word, ordinary user", n => Ordinary(n) with { Text = Frequent(n) + " " }),
            new("rare word, ordinary user", n => Ordinary(n) with { Text = Rare(n) + " " }, Finds: false),
        ];
    }
}
