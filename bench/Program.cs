using OrleansCalls.Bench;
using OrleansCalls.Bench.CallsList;
using OrleansCalls.Bench.EventStreams;
using OrleansCalls.Bench.LiveCalls;
using OrleansCalls.Bench.WorstClient;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

try
{
    switch (args)
    {
        case ["live-calls", .. var rest]:
            await LiveCallsBench.RunAsync(LiveCallsOptions.Parse(rest), stopping.Token);
            return 0;
        case ["event-streams", .. var rest]:
            return await EventStreamsBench.RunAsync(EventStreamsOptions.Parse(rest), stopping.Token) ? 0 : 1;
        case ["worst-client", .. var rest]:
            return await WorstClientBench.RunAsync(WorstClientOptions.Parse(rest), stopping.Token) ? 0 : 1;
        case ["sweep-statement", .. var rest]:
            await SweepStatementBench.RunAsync(rest is [var finished] ? int.Parse(finished, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000, stopping.Token);
            return 0;
        case ["calls-list", .. var rest]:
            return await CallsListBench.RunAsync(CallsListOptions.Parse(rest), stopping.Token) ? 0 : 1;
        default:
            await Console.Error.WriteLineAsync("Usage: calls-list [--few N] [--many N] [--times N] | live-calls [--calls N] [--finished N] [--rest SECONDS] | event-streams [--streams N] [--calls N] [--rest SECONDS] [--limit MB] | worst-client [--seconds N] | sweep-statement [FINISHED]");
            return 1;
    }
}
catch (Exception e) when (e is InvalidOperationException or FormatException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"bench: {e.Message}");
    return 1;
}
