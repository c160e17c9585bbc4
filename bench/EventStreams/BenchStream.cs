using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace OrleansCalls.Bench.EventStreams;

/// <summary>An open stream and what has come of it.</summary>
internal sealed class BenchStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BenchStream(HttpResponseMessage response, int call)
    {
        (_response, Call) = (response, call);
        Ended = ReadAsync();
    }

    public int Call { get; }

    /// <summary>When the call itself has come.</summary>
    public Task Begun => _begun.Task;

    /// <summary>When the stream has ended, which it should not.</summary>
    public Task Ended { get; }

    public int Heartbeats { get; private set; }

    /// <summary>When each segment came, by its id.</summary>
    public ConcurrentDictionary<string, long> Segments { get; } = new();

    public void Dispose() => _response.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            var stream = await _response.Content.ReadAsStreamAsync();
            await foreach (var item in SseParser.Create(stream, (type, data) => type is "segment" ? JsonDocument.Parse(data.ToArray()).RootElement.GetProperty("id").GetString() : null).EnumerateAsync())
            {
                switch (item.EventType)
                {
                    case "call":
                        _begun.TrySetResult();
                        break;
                    case "segment":
                        Segments.TryAdd(item.Data!, Stopwatch.GetTimestamp());
                        break;
                    default:
                        Heartbeats++;
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or HttpRequestException)
        {
            // Closed from here, or cut off: either way it has ended.
        }
    }
}
