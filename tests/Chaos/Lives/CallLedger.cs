using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Lives;

/// <summary>What one call was promised: every answer that the product gave to its callers.</summary>
internal sealed class CallLedger(LifePlan life)
{
    private readonly Lock gate = new();
    private readonly List<SentSegment> segments = [];
    private readonly List<Product.ClientLine> clientLines = [];
    private readonly List<string> refusals = [];

    public LifePlan Life => life;

    public DateTimeOffset BeganAt { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>What the start was answered with; null when no answer came at all.</summary>
    public int? StartStatus { get; set; }

    /// <summary>Null unless the start was answered with success.</summary>
    public string? Room { get; set; }

    public bool Joined { get; set; }

    /// <summary>When the founder had joined.</summary>
    public DateTimeOffset? JoinedAt { get; set; }

    /// <summary>When the founder went, or asked for the end; null where the call was left to its maximum duration.</summary>
    public DateTimeOffset? LeavesAt { get; set; }

    /// <summary>What was really broken.</summary>
    public Wound Wounded { get; set; }

    /// <summary>When the people of this call did the last thing; null while they live on.</summary>
    public DateTimeOffset? LastActAt { get; set; }

    /// <summary>Every version of every segment that was sent, acknowledged or not.</summary>
    public IReadOnlyList<SentSegment> Segments
    {
        get
        {
            lock (gate)
            {
                return [.. segments];
            }
        }
    }

    /// <summary>The client's lines that were acknowledged.</summary>
    public IReadOnlyList<Product.ClientLine> ClientLines
    {
        get
        {
            lock (gate)
            {
                return [.. clientLines];
            }
        }
    }

    /// <summary>Requests that were refused although they must not be.</summary>
    public IReadOnlyList<string> Refusals
    {
        get
        {
            lock (gate)
            {
                return [.. refusals];
            }
        }
    }

    /// <summary>Whether a transcript of the client was acknowledged, be it an empty one.</summary>
    public bool HandedIn { get; private set; }

    public void Sends(IEnumerable<Product.Segment> batch)
    {
        lock (gate)
        {
            segments.AddRange(batch.Where(sent => !segments.Exists(known => known.Segment == sent)).Select(sent => new SentSegment(sent, Acknowledged: false)));
        }
    }

    public void Acknowledged(IReadOnlyList<Product.Segment> batch)
    {
        lock (gate)
        {
            for (var at = 0; at < segments.Count; at++)
            {
                segments[at] = batch.Contains(segments[at].Segment) ? segments[at] with { Acknowledged = true } : segments[at];
            }
        }
    }

    public void HandedInLines(IEnumerable<Product.ClientLine> lines)
    {
        lock (gate)
        {
            HandedIn = true;
            clientLines.AddRange(lines.Where(line => !clientLines.Contains(line)));
        }
    }

    public void Refused(string request, Answer answer)
    {
        lock (gate)
        {
            refusals.Add($"{request} was answered with {answer.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "nothing"}");
        }
    }
}
