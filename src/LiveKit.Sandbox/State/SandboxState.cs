using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.State;

/// <summary>What outlives a restart: egresses, uploads, and counts of faults.</summary>
internal sealed class SandboxState
{
    /// <summary>The egresses by id, as they were shown last.</summary>
    public Dictionary<string, EgressInfo> Egresses { get; } = new(StringComparer.Ordinal);

    /// <summary>The uploads, oldest first.</summary>
    public List<Upload> Uploads { get; } = [];

    /// <summary>How often each kind of fault was injected.</summary>
    public Dictionary<string, int> Counts { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The state that a file's lines come to. A line that was cut off by a crash counts for nothing.</summary>
    public static SandboxState Of(IEnumerable<string> lines)
    {
        var state = new SandboxState();
        foreach (var line in lines)
        {
            try
            {
                state.Apply(JsonSerializer.Deserialize<StateLine>(line, ProtoJson.Webhook)!);
            }
            catch (JsonException)
            {
                // Only the last line can be cut off, and whatever it said was not yet known to anybody.
            }
        }

        return state;
    }

    /// <summary>The fewest lines that come to this state.</summary>
    public IEnumerable<StateLine> Lines() =>
    [
        .. Egresses.Values.Select(info => new StateLine { Egress = info }),
        .. Uploads.Select(upload => new StateLine { Upload = upload }),
        new StateLine { Counts = Counts },
    ];

    private void Apply(StateLine line)
    {
        if (line.Egress is { } egress)
            Egresses[egress.EgressId] = egress;

        if (line.Upload is { } upload)
            Uploads.Add(upload);

        if (line.IsNothingCounted || line.Counts is not null)
            Counts = new(line.Counts ?? new Dictionary<string, int>(), StringComparer.Ordinal);

        if (line.Counted is { } kind)
            Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
    }
}
