using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>The table of docs/security.md is true, cell by cell, and lacks no route; the API's description names the same statuses.</summary>
public sealed class AccessTests(AccessFixture shared) : IClassFixture<AccessFixture>, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static TheoryData<string, string, int[]> Cells
    {
        get
        {
            TheoryData<string, string, int[]> cells = [];
            foreach (var (route, who, statuses) in AccessTable.Cells)
                cells.Add(route, who, statuses);
            return cells;
        }
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public void Table_HasEveryRouteOnce()
    {
        var routes = from endpoint in shared.Stack.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any method"]
                     select $"{method} {Path(endpoint)}";

        Assert.Equal("", string.Join('\n', routes.Except(AccessTable.Routes).Select(route => $"not in the table: {route}")
            .Concat(AccessTable.Routes.Except(routes).Select(route => $"no route: {route}"))));
        Assert.Distinct(AccessTable.Routes);
    }

    [Theory, MemberData(nameof(Cells))]
    public async Task Route_AskedBy_AnswersAsTheTableSays(string route, string who, int[] statuses)
    {
        using var request = await RequestAsync(route, who);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Contains((int)answer.StatusCode, statuses);
        if (Described(route) is { } described) // all but the pages of the description itself
            Assert.Contains($"{(int)answer.StatusCode}", described);
        if (who is "owner" or "agent" && answer.IsSuccessStatusCode)
            return;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(new[] { shared.Ended, shared.Live, shared.Webhook, shared.Delivery }, id => Assert.DoesNotContain(id, text, StringComparison.Ordinal));
        if (!answer.IsSuccessStatusCode) // and nothing came of it
        {
            Assert.Equal("in_progress", (await shared.Stack.GetAsync($"/api/calls/{shared.Live}", AccessFixture.Owner).JsonAsync())["status"]!.GetValue<string>());
            await shared.Stack.GetAsync($"/api/calls/{shared.Ended}", AccessFixture.Owner).JsonAsync();
            await shared.Stack.GetAsync($"/api/webhooks/{shared.Webhook}", AccessFixture.Owner).JsonAsync();
        }
    }

    private IEnumerable<string>? Described(string route) =>
        shared.Description["paths"]![route.Split(' ')[1]]?[route.Split(' ')[0].ToLowerInvariant()]?["responses"]?.AsObject().Select(response => response.Key);

    private async Task<HttpRequestMessage> RequestAsync(string route, string who)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        var removes = who is "owner" && method is "DELETE";
        var room = removes && path.Contains("{room}", StringComparison.Ordinal) ? await shared.CallAsync()
            : path.EndsWith("/token", StringComparison.Ordinal) ? shared.Live
            : shared.Ended;
        var webhook = removes && path.Contains("{id}", StringComparison.Ordinal) ? await shared.WebhookAsync() : shared.Webhook;
        var address = path.Replace("{room}", room, StringComparison.Ordinal)
            .Replace("{id}", webhook, StringComparison.Ordinal)
            .Replace("{deliveryId}", shared.Delivery, StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal);
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(shared.Stack.Api, address)) { Content = Body(route, room) };
        switch (who)
        {
            case "nobody":
                break;
            case "another user" or "owner":
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(who is "owner" ? AccessFixture.Owner : "another"));
                break;
            case "agent":
                request.Headers.Add("x-voice-agent-secret", Calls.CallStack.AgentKey);
                break;
            case "operator":
                request.Headers.Add("x-operator-secret", AccessFixture.OperatorKey);
                break;
            default:
                Assert.Fail($"Who is {who}?");
                break;
        }

        return request;
    }

    private static JsonContent? Body(string route, string room) => route switch
    {
        "POST /api/fred/call/summary" => JsonContent.Create(new JsonObject
        {
            ["roomName"] = room,
            ["callType"] = "on-demand",
            ["durationSeconds"] = 5,
            ["transcript"] = new JsonArray(new JsonObject { ["speaker"] = "user", ["text"] = "Hello." }),
        }),
        "POST /api/calls/{room}/transcript" => JsonContent.Create(new JsonArray(new JsonObject
        {
            ["id"] = "SG_1",
            ["speaker"] = "user",
            ["text"] = "Hello.",
            ["startedAt"] = "2026-01-01T00:00:01Z",
            ["final"] = true,
        })),
        "POST /api/webhooks" => JsonContent.Create(new JsonObject { ["url"] = "https://hooks.example.com/calls" }),
        "PATCH /api/webhooks/{id}" => JsonContent.Create(new JsonObject { ["enabled"] = true }),
        "POST /api/livekit/webhook" => JsonContent.Create(new JsonObject { ["event"] = "room_finished" }),
        _ => null,
    };

    // Without the slash that groups end with, and what is said of parameters.
    private static string Path(RouteEndpoint endpoint) =>
        "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/').Replace(":guid}", "}", StringComparison.Ordinal).Replace("?}", "}", StringComparison.Ordinal);
}
