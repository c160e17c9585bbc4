using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Lives;

/// <summary>The agent's worker in one call: sends what it hears in batches, each until it is acknowledged, whatever becomes of the others.</summary>
internal sealed class Worker(Product product, CallLedger ledger, CancellationToken cancellationToken)
{
    private readonly List<Product.Segment> heard = [];
    private readonly List<Task> posts = [];

    public void Hears(PlannedLine line, DateTimeOffset startedAt)
    {
        if (line.WorkerHears && line.InterimFirst)
        {
            Post([new Product.Segment(line.Id, line.Speaker, line.InterimText, startedAt, null, false)]);
        }
    }

    public void HeardAll(PlannedLine line, DateTimeOffset startedAt, DateTimeOffset endedAt)
    {
        if (!line.WorkerHears)
        {
            return;
        }

        var segment = new Product.Segment(line.Id, line.Speaker, line.Text, startedAt, endedAt, true);
        heard.Add(segment);
        if (line.SentTwice)
        {
            Post([segment]);
        }

        if (heard.Count >= ledger.Life.BatchSize)
        {
            Flush();
        }
    }

    public void Flush()
    {
        if (heard.Count > 0)
        {
            Post([.. heard]);
            heard.Clear();
        }
    }

    /// <summary>Returns when everything was acknowledged or given up.</summary>
    public Task FinishAsync()
    {
        Flush();
        return Task.WhenAll(posts);
    }

    private void Post(IReadOnlyList<Product.Segment> batch)
    {
        ledger.Sends(batch);
        posts.Add(PostAsync(batch));
    }

    private async Task PostAsync(IReadOnlyList<Product.Segment> batch)
    {
        var answer = await product.PostSegmentsAsync(ledger.Room!, batch, cancellationToken);
        if (answer.IsSuccess)
        {
            ledger.Acknowledged(batch);
        }
        else
        {
            ledger.Refused("a post of segments", answer);
        }
    }
}
