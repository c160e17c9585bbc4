using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Events;

/// <summary>Follows a call as a client does, by the platform's own parser of server-sent events.</summary>
internal sealed class EventClient : IAsyncDisposable
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly IAsyncEnumerator<SseItem<JsonNode>> _events;

    private EventClient(HttpResponseMessage response, Stream stream)
    {
        Response = response;
        _events = SseParser.Create(stream, (_, data) => JsonNode.Parse(data)!).EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Response { get; }

    /// <summary>The id of the last event that had one.</summary>
    public string? LastId { get; private set; }

    /// <summary>Asks for the stream; the answer may be another.</summary>
    public static Task<HttpResponseMessage> AskAsync(
        Uri api, string room, string? after = null, string? token = null, string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api, $"/api/calls/{room}/events{query}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? TestTokens.For("ana"));
        if (after is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
        return s_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static async Task<EventClient> OpenAsync(Uri api, string room, string? after = null, string? token = null, string query = "")
    {
        var response = await AskAsync(api, room, after, token, query);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        return new EventClient(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next event of any kind; null when the stream has ended in order.</summary>
    public async Task<SseItem<JsonNode>?> NextAsync()
    {
        if (!await _events.MoveNextAsync().AsTask().WaitAsync(s_patience))
            return null;
        LastId = _events.Current.EventId ?? LastId;
        return _events.Current;
    }

    /// <summary>The next event that is no heartbeat.</summary>
    public async Task<SseItem<JsonNode>> NewsAsync()
    {
        while (await NextAsync() is { } next)
        {
            if (next.EventType is not "heartbeat")
                return next;
        }

        throw new EndOfStreamException();
    }

    /// <summary>All that still comes, until the stream ends.</summary>
    public async Task<List<SseItem<JsonNode>>> RestAsync()
    {
        var rest = new List<SseItem<JsonNode>>();
        while (await NextAsync() is { } next)
            rest.Add(next);
        return rest;
    }

    public ValueTask DisposeAsync()
    {
        Response.Dispose(); // which closes the connection
        return ValueTask.CompletedTask;
    }
}
