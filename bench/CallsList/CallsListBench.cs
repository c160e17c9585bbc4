using System.Diagnostics;
using System.Globalization;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.DevStack.Calls;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.Bench.CallsList;

/// <summary>
/// The same questions asked of a small and of a large table, in turn, so that whatever else the machine does slows both alike. Of a user
/// who has the same calls in both the large table may take twice as long. The busiest user has a tenth of all calls, many more of them
/// in the large table: there each answer is compared with reading as many calls as a page holds, and what was said in them. What is judged
/// is the fastest of three repeats right after a question was first asked, when all that is read is in memory: on a busy machine a single
/// answer tells more about the others' work.
/// </summary>
internal static class CallsListBench
{
    private const double MostRatio = 2;
    private const double MostPages = 50;
    private const int Repeats = 3;

    /// <returns>Whether both bounds hold.</returns>
    public static async Task<bool> RunAsync(CallsListOptions options, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var server = await PostgresServer.StartAsync(BenchDatabase.Settings, cancellationToken);
        await using var few = await CallsTable.FillAsync(server, options.Few, now, cancellationToken);
        await using var many = await CallsTable.FillAsync(server, options.Many, now, cancellationToken);
        var questions = Questions.For(now);

        Console.WriteLine($"\nOrdinary users, the same 90 calls each in {options.Few:N0} and {options.Many:N0}: asked first | asked again");
        var worst = 0d;
        foreach (var question in questions)
        {
            Func<int, CallFilter> ask = n => question.Ask(new() { UserId = ManyCalls.UserOf(n * 100 % options.Few + 1), Limit = 20 }, n);
            var (ofFew, ofMany) = await CompareAsync(options.Times, n => AskAsync(few, ask(n), cancellationToken), n => AskAsync(many, ask(n), cancellationToken));
            var (first, again) = (ofMany.First / ofFew.First, ofMany.Again / ofFew.Again);
            worst = Math.Max(worst, again);
            Say(question.Name, $"{ofFew.First,8:N2} ms{ofMany.First,9:N2} ms{first,6:N2} | {ofFew.Again,8:N2} ms{ofMany.Again,9:N2} ms{again,6:N2} | {ofFew.Rows:N1} and {ofMany.Rows:N1} rows");
        }

        Console.WriteLine($"\nThe busiest user, {options.Few / 10:N0} and {options.Many / 10:N0} calls: the same, and the large table's times in pages read");
        var (fewPages, manyPages) = await CompareAsync(
            options.Times,
            n => TimeAsync(() => few.ReadPageAsync(Questions.Place(n, now), cancellationToken)),
            n => TimeAsync(() => many.ReadPageAsync(Questions.Place(n, now), cancellationToken)));
        Say("yardstick: a page of calls and their transcripts", $"{fewPages.First,8:N2} ms{manyPages.First,9:N2} ms        1.0 | {fewPages.Again,8:N2} ms{manyPages.Again,9:N2} ms        1.0 | 21 and 21 rows");
        var most = 0d;
        foreach (var question in questions)
        {
            Func<int, CallFilter> ask = n => question.Ask(new() { UserId = ManyCalls.BusiestUser, Limit = 20 }, n);
            var (ofFew, ofMany) = await CompareAsync(options.Times, n => AskAsync(few, ask(n), cancellationToken), n => AskAsync(many, ask(n), cancellationToken));
            if (question.Finds && (ofFew.Rows is 0 || ofMany.Rows is 0))
            {
                throw new InvalidOperationException($"'{question.Name}' found nothing");
            }

            var (first, again) = (ofMany.First / manyPages.First, ofMany.Again / manyPages.Again);
            most = Math.Max(most, again);
            Say(question.Name, $"{ofFew.First,8:N2} ms{ofMany.First,9:N2} ms{ofMany.First / ofFew.First,6:N2}{first,5:N1} | {ofFew.Again,8:N2} ms{ofMany.Again,9:N2} ms{ofMany.Again / ofFew.Again,6:N2}{again,5:N1} | {ofFew.Rows:N1} and {ofMany.Rows:N1} rows");
        }

        Say("\nordinary users: the worst ratio", $"{worst,8:N2}, at most {MostRatio} is allowed");
        Say("the busiest user: the most pages", $"{most,8:N1}, at most {MostPages} are allowed");
        return worst <= MostRatio && most <= MostPages;
    }

    private static async Task<(Timed Few, Timed Many)> CompareAsync(
        int times, Func<int, Task<(double Milliseconds, int Rows)>> few, Func<int, Task<(double Milliseconds, int Rows)>> many)
    {
        var (ofFew, ofMany) = (new Timed(), new Timed());
        for (var n = times + times / 10; n >= 0; n--)
        {
            var (fewFirst, manyFirst) = (await few(n), await many(n));
            var (fewAgain, manyAgain) = (double.MaxValue, double.MaxValue);
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                fewAgain = Math.Min(fewAgain, (await few(n)).Milliseconds);
                manyAgain = Math.Min(manyAgain, (await many(n)).Milliseconds);
            }

            if (n < times) // before that, statements are prepared and the index's upper pages are read
            {
                ofFew.Add(fewFirst, fewAgain);
                ofMany.Add(manyFirst, manyAgain);
            }
        }

        return (ofFew, ofMany);
    }

    private static Task<(double Milliseconds, int Rows)> AskAsync(CallsTable table, CallFilter filter, CancellationToken cancellationToken) =>
        TimeAsync(async () => (await table.Tables.ListAsync(filter, cancellationToken) ?? throw new InvalidOperationException("No cursor")).Calls.Count);

    private static async Task<(double Milliseconds, int Rows)> TimeAsync(Func<Task<int>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        var rows = await ask();
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, rows);
    }

    private static void Say(string what, FormattableString figures) =>
        Console.WriteLine($"{what,-50}{figures.ToString(CultureInfo.InvariantCulture)}");
}
