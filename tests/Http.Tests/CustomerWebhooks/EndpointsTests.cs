using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.CustomerWebhooks;

/// <summary>Registering endpoints, on a stack that lets them be public only, as production does.</summary>
public sealed class EndpointsTests(StackFixture shared) : IClassFixture<StackFixture>
{
    private const string Url = "https://hooks.example.com/calls?key=of-the-customer";

    private readonly CallStack _stack = shared.Stack;

    [Fact]
    public async Task Register_ShowsTheSecretOnce()
    {
        using var response = await _stack.PostAsync("/api/webhooks", new JsonObject { ["url"] = Url }, "w-ana");
        var made = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var id = made["id"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/webhooks/{id}", response.Headers.Location!.ToString());
        Assert.True(response.Headers.CacheControl!.NoStore);
        var secret = made["secret"]!.GetValue<string>();
        Assert.Matches(@"\Awhsec_[A-Za-z0-9+/]{43}=\z", secret);
        Assert.Equal((Url, true), (made["url"]!.GetValue<string>(), made["enabled"]!.GetValue<bool>()));
        Assert.Equal(
            ["call.started", "call.completed", "recording.ready", "recording.failed", "summary.ready", "call.erased"],
            made["events"]!.AsArray().Select(e => e!.GetValue<string>()));

        var list = await _stack.GetAsync("/api/webhooks", "w-ana").JsonAsync();
        var one = await _stack.GetAsync($"/api/webhooks/{id}", "w-ana").JsonAsync();
        Assert.Equal(one.ToJsonString(), Assert.Single(list["webhooks"]!.AsArray())!.ToJsonString());
        Assert.DoesNotContain("whsec_", list.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(one["secret"]);

        var changed = await _stack.PostAsync($"/api/webhooks/{id}/secret", user: "w-ana").JsonAsync();
        Assert.NotEqual(secret, changed["secret"]!.GetValue<string>());
        Assert.NotNull(changed["oldSecretUntil"]);
        Assert.DoesNotContain("whsec_", (await _stack.GetAsync("/api/webhooks", "w-ana").JsonAsync()).ToJsonString(), StringComparison.Ordinal);
        foreach (var hidden in new[] { secret, changed["secret"]!.GetValue<string>(), "of-the-customer" })
            Assert.DoesNotContain(_stack.Logs.Lines, line => line.Contains(hidden, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "url")]
    [InlineData("""{"url":""}""", "url")]
    [InlineData("""{"url":7}""", "url")]
    [InlineData("""{"url":"http://hooks.example.com/"}""", "url")]
    [InlineData("""{"url":"https://127.0.0.1/"}""", "url")]
    [InlineData("""{"url":"https://169.254.169.254/latest"}""", "url")]
    [InlineData("""{"url":"https://localhost/"}""", "url")]
    [InlineData("""{"url":"https://xn--ü.com/"}""", "url")]
    [InlineData("""{"url":"https://0x7f000001/"}""", "url")]
    [InlineData("""{"url":"https://user:pass@hooks.example.com/"}""", "url")]
    [InlineData("""{"url":"https://hooks.example.com:6379/"}""", "url")]
    [InlineData("""{"url":"https://hooks.example.com/\u0000"}""", "url")]
    [InlineData("""{"url":"https://hooks.example.com/","events":[]}""", "events")]
    [InlineData("""{"url":"https://hooks.example.com/","events":"call.started"}""", "events")]
    [InlineData("""{"url":"https://hooks.example.com/","events":["call.started","call.answered"]}""", "events[1]")]
    [InlineData("""{"url":"https://hooks.example.com/","events":[null]}""", "events[0]")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    public async Task Register_Unfit_NamesTheField(string json, string field)
    {
        var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_stack.Api, "/api/webhooks")) { Content = content };
        request.Headers.Authorization = new("Bearer", TestTokens.For("w-bea"));

        var problem = await http.SendAsync(request, TestContext.Current.CancellationToken).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
        Assert.Empty((await _stack.GetAsync("/api/webhooks", "w-bea").JsonAsync())["webhooks"]!.AsArray());
    }

    [Fact]
    public async Task Register_MoreThanTheLimit_Is429()
    {
        for (var n = 0; n < 10; n++)
            await RegisterAsync("w-carla");

        using var refused = await _stack.PostAsync("/api/webhooks", new JsonObject { ["url"] = Url }, "w-carla");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromHours(1)), (refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains("10 endpoints", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(10, (await _stack.GetAsync("/api/webhooks", "w-carla").JsonAsync())["webhooks"]!.AsArray().Count);
    }

    [Fact]
    public async Task Change_Fields_AnswersTheEndpoint()
    {
        var id = await RegisterAsync("w-dora");

        var changed = await ChangeAsync(id, new JsonObject { ["events"] = new JsonArray("call.erased", "call.started", "call.erased"), ["enabled"] = false });
        Assert.Equal((false, "Its user disabled it"), (changed["enabled"]!.GetValue<bool>(), changed["disabledReason"]!.GetValue<string>()));
        Assert.Equal("""["call.started","call.erased"]""", changed["events"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.Conflict, await _stack.PostAsync($"/api/webhooks/{id}/test", user: "w-dora").StatusAsync());
        changed = await ChangeAsync(id, new JsonObject { ["url"] = "https://b.example.com/", ["enabled"] = true });
        Assert.Equal(("https://b.example.com/", true), (changed["url"]!.GetValue<string>(), changed["enabled"]!.GetValue<bool>()));

        foreach (var (body, field) in new[] { (new JsonObject { ["url"] = "https://10.0.0.1/" }, "url"), (new JsonObject { ["enabled"] = "no" }, "enabled") })
        {
            var problem = await _stack.SendAsync(HttpMethod.Patch, $"/api/webhooks/{id}", body, "w-dora").JsonAsync(HttpStatusCode.BadRequest);
            Assert.Equal([field], problem["errors"]!.AsObject().Select(e => e.Key));
        }

        Assert.Equal("https://b.example.com/", (await _stack.GetAsync($"/api/webhooks/{id}", "w-dora").JsonAsync())["url"]!.GetValue<string>());

        async Task<JsonNode> ChangeAsync(string endpoint, JsonObject body) =>
            await _stack.SendAsync(HttpMethod.Patch, $"/api/webhooks/{endpoint}", body, "w-dora").JsonAsync();
    }

    [Fact]
    public async Task Endpoint_OfAnotherUserOrRemoved_Is404Everywhere()
    {
        var id = await RegisterAsync("w-eva");
        await AssertNotFoundAsync(id, "w-fay");
        await AssertNotFoundAsync("nonsense", "w-eva");

        Assert.Equal(HttpStatusCode.NoContent, await _stack.SendAsync(HttpMethod.Delete, $"/api/webhooks/{id}", null, "w-eva").StatusAsync());
        await AssertNotFoundAsync(id, "w-eva");
        Assert.Empty((await _stack.GetAsync("/api/webhooks", "w-eva").JsonAsync())["webhooks"]!.AsArray());
    }

    [Fact]
    public async Task Endpoints_AreForUsersOnly()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await _stack.GetAsync("/api/webhooks", null).StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await _stack.AsAgentAsync(HttpMethod.Get, "/api/webhooks").StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await _stack.AsAgentAsync(HttpMethod.Post, "/api/webhooks", new JsonObject { ["url"] = Url }).StatusAsync());
    }

    private async Task AssertNotFoundAsync(string id, string user)
    {
        var delivery = Guid.NewGuid();
        (HttpMethod, string, JsonObject?)[] requests =
        [
            (HttpMethod.Get, "", null),
            (HttpMethod.Patch, "", new JsonObject { ["enabled"] = false }),
            (HttpMethod.Delete, "", null),
            (HttpMethod.Post, "/secret", null),
            (HttpMethod.Post, "/test", null),
            (HttpMethod.Get, "/deliveries", null),
            (HttpMethod.Get, $"/deliveries/{delivery}", null),
            (HttpMethod.Post, $"/deliveries/{delivery}/send", null),
        ];
        foreach (var (method, path, body) in requests)
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await _stack.SendAsync(method, $"/api/webhooks/{id}{path}", body, user).StatusAsync()));
    }

    private async Task<string> RegisterAsync(string user) =>
        (await _stack.PostAsync("/api/webhooks", new JsonObject { ["url"] = Url }, user).JsonAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();
}
