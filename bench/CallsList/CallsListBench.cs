using System.Diagnostics;
using System.Globalization;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.DevStack.Postgres;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.Bench.CallsList;

/// <summary>
/// The same questions asked of a small and of a large table, in turn, so that whatever else the machine does slows both alike: a
/// table a hundred times larger may take twice as long.
/// </summary>
internal static class CallsListBench
{
    private const double MostRatio = 2;

    public static async Task RunAsync(CallsListOptions options, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var server = await PostgresServer.StartAsync(BenchDatabase.Settings, cancellationToken);
        await using var few = await CallsTable.FillAsync(server, options.Few, now, cancellationToken);
        await using var many = await CallsTable.FillAsync(server, options.Many, now, cancellationToken);

        var worst = 0d;
        Console.WriteLine($"{"",-46}{options.Few,12:N0}{options.Many,12:N0}   ratio   rows found");
        foreach (var question in Questions.For(options, now))
        {
            var (ofFew, ofMany) = (new List<double>(), new List<double>());
            var (foundFew, foundMany) = (0, 0);
            for (var n = -options.Times / 10; n < options.Times; n++)
            {
                var filter = question.Ask(Math.Abs(n));
                var (a, b) = (await AskAsync(few, filter, cancellationToken), await AskAsync(many, filter, cancellationToken));
                if (n >= 0) // before that, statements are prepared and the index's upper pages are read
                {
                    ofFew.Add(a.Milliseconds);
                    ofMany.Add(b.Milliseconds);
                    foundFew += a.Rows;
                    foundMany += b.Rows;
                }
            }

            if (question.Finds && (foundFew is 0 || foundMany is 0))
            {
                throw new InvalidOperationException($"'{question.Name}' found nothing");
            }

            var ratio = Median(ofMany) / Median(ofFew);
            worst = Math.Max(worst, ratio);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{question.Name,-46}{Median(ofFew),9:N2} ms{Median(ofMany),9:N2} ms{ratio,8:N2}   {(double)foundFew / options.Times:N1} and {(double)foundMany / options.Times:N1}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the worst ratio is {worst:N2}, at most {MostRatio} is allowed"));
        if (worst > MostRatio)
        {
            throw new InvalidOperationException("The large table is too slow");
        }
    }

    private static async Task<(double Milliseconds, int Rows)> AskAsync(CallsTable table, CallFilter filter, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var page = await table.Tables.ListAsync(filter, cancellationToken) ?? throw new InvalidOperationException("No cursor");
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, page.Calls.Count);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
