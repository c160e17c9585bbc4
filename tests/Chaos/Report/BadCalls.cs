using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansCalls.Chaos.Callers;
using OrleansCalls.Chaos.Faults;
using OrleansCalls.Chaos.Lives;

namespace OrleansCalls.Chaos.Report;

/// <summary>Prints the calls that are lost or left over: what is wrong, their lives, and their pages without a word that was said.</summary>
internal static class BadCalls
{
    private const int Most = 10;

    /// <summary>Faults that struck up to this long after a call are told with it.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task PrintAsync(RunResult result, FaultLog faults, Product product, CancellationToken cancellationToken)
    {
        var bad = result.Bad.Select(call => (Ledger: call.Key, Complaints: string.Join("; ", call.Value)))
            .Concat(result.Lingering.Except(result.Bad.Keys).Select(ledger => (Ledger: ledger, Complaints: "is left over")))
            .ToList();
        foreach (var (ledger, complaints) in bad.OrderBy(call => call.Ledger.Life.Index).Take(Most))
        {
            Terminal.Say($"\n{ledger.Room}: {complaints}");
            Terminal.Say($"  life {ledger.Life}");
            foreach (var fault in faults.Between(ledger.BeganAt, (ledger.LastActAt ?? ledger.BeganAt) + Aftermath))
            {
                Terminal.Say($"  fault {fault}");
            }

            Terminal.Say($"  page {await PageAsync(ledger, product, cancellationToken)}");
        }

        if (bad.Count > Most)
        {
            Terminal.Say($"\n… and {bad.Count - Most} more");
        }
    }

    private static async Task<string> PageAsync(CallLedger ledger, Product product, CancellationToken cancellationToken)
    {
        var answer = await product.PageAsync(ledger.Life.User, ledger.Room!, cancellationToken);
        if (!answer.IsSuccess)
        {
            return $"answered {answer.Status}";
        }

        var page = JsonSerializer.SerializeToNode(answer.Body)!.AsObject();
        if (page["summary"] is JsonObject summary)
        {
            page["summary"] = new JsonObject { ["source"] = summary["source"]?.DeepClone() };
        }

        return page.ToJsonString(Readable);
    }
}
