using System.Net;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Metrics;

/// <summary>What a silo without a front and a front show to Prometheus.</summary>
[Collection(typeof(OneWholeCall))]
public sealed class MetricsTests(MetricsFixture shared)
{
    private readonly ProgramStack _stack = shared.Stack;

    // What Prometheus 3 sends.
    private const string Prometheus =
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    [Fact]
    public void Call_FromStartToEnd_IsCountedOnce()
    {
        var silo = shared.Silo;
        (string What, double Is)[] counts =
        [
            ("started", silo.Sum("orleans_calls_calls_started_total", ("type", "on-demand"), ("result", "started"))),
            ("a start that failed", silo.Sum("orleans_calls_calls_started_total", ("result", "failed"))),
            ("completed", silo.Sum("orleans_calls_calls_ended_total", ("status", "completed"))),
            ("all ends", silo.Sum("orleans_calls_calls_ended_total")),
            ("first recorder", silo.Sum("orleans_calls_recorder_starts_total", ("kind", "first"))),
            ("all recorders", silo.Sum("orleans_calls_recorder_starts_total")),
            ("recording ready", silo.Sum("orleans_calls_recorder_outcomes_total", ("outcome", "ready"))),
            ("all recordings", silo.Sum("orleans_calls_recorder_outcomes_total")),
            ("first dispatch", silo.Sum("orleans_calls_agent_dispatches_total", ("kind", "first"))),
            ("all dispatches", silo.Sum("orleans_calls_agent_dispatches_total")),
            ("CreateRoom", silo.Sum("orleans_calls_livekit_request_duration_seconds_count", ("method", "RoomService/CreateRoom"), ("outcome", "ok"))),
            ("a CreateRoom refused", silo.Sum("orleans_calls_livekit_request_duration_seconds_count", ("method", "RoomService/CreateRoom"), ("outcome", "refused"))),
            ("a summary that failed", silo.Sum("orleans_calls_summaries_total", ("outcome", "failed"))),
            ("a delivery", silo.Sum("orleans_calls_webhook_deliveries_total")),
            ("the database", silo.Sum("orleans_calls_database_up")),
            ("room_finished", shared.Front.Sum("orleans_calls_webhooks_total", ("event", "room_finished"), ("outcome", "applied"))),
            ("a refused webhook", shared.Front.Sum("orleans_calls_webhooks_total", ("event", "other"), ("outcome", "refused"))),
            ("a refused start", shared.Front.Sum("orleans_calls_refusals_total", ("limit", "live_calls_of_a_user"))),
            ("all refusals", shared.Front.Sum("orleans_calls_refusals_total")),
            ("the start's request", shared.Front.Sum("http_server_request_duration_seconds_count", ("http_route", "/api/fred/call/"), ("http_response_status_code", "200"))),
        ];

        Assert.Equal("", string.Join('\n', counts.Where(c => c.Is is not 1).Select(c => $"{c.What}: {c.Is}")));
        Assert.Equal(0, silo.Sum("orleans_calls_live_calls"));
        Assert.InRange(silo.Sum("orleans_calls_summaries_total", ("outcome", "model")), 1, 2);
        Assert.InRange(silo.Sum("orleans_calls_call_completion_duration_seconds_count"), 1, 2); // the summary that was asked for later
        Assert.True(silo.Sum("orleans_calls_sweep_rounds_total", ("outcome", "done")) > shared.Empty.Sum("orleans_calls_sweep_rounds_total", ("outcome", "done")));
        Assert.Equal(0, silo.Sum("orleans_calls_sweep_rounds_total", ("outcome", "failed")));
    }

    [Theory]
    [InlineData("orleans_calls_calls_started_total")]
    [InlineData("orleans_calls_calls_ended_total")]
    [InlineData("orleans_calls_recorder_starts_total")]
    [InlineData("orleans_calls_agent_dispatches_total")]
    [InlineData("orleans_calls_summaries_total")]
    [InlineData("orleans_calls_webhook_deliveries_total")]
    [InlineData("orleans_calls_live_calls")]
    public void Counter_BeforeAnythingHappened_IsZero(string name) =>
        Assert.All(shared.Empty.Families.Single(f => f.Name == name).Samples, sample => Assert.Equal(0, sample.Value));

    [Theory]
    [InlineData("dotnet_")]
    [InlineData("db_client_operation_duration_seconds")]
    [InlineData("kestrel_")]
    [InlineData("orleans_storage_write_latency_milliseconds")]
    public void Silo_ShowsOthersMeters(string prefix) =>
        Assert.Contains(shared.Silo.Families, f => f.Name.StartsWith(prefix, StringComparison.Ordinal));

    [Fact]
    public void Page_AfterACall_NamesNobody()
    {
        foreach (var page in new[] { shared.Silo, shared.Front })
        {
            Assert.DoesNotContain("fred-call_", page.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\bana\b", page.Text);
            Assert.DoesNotContain("Username", page.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("/hook", page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_AsPrometheusAsksForIt_HasTheSameNames()
    {
        foreach (var program in new[] { _stack.Silo, _stack.Front })
        {
            using var answer = await _stack.SendAsync(
                HttpMethod.Get, program, "/metrics", headers: [("x-operator-secret", ProgramStack.OperatorKey), ("Accept", Prometheus)]);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.Equal("application/openmetrics-text", answer.Content.Headers.ContentType?.MediaType);
            Assert.EndsWith("# EOF\n", text, StringComparison.Ordinal);
            Assert.Contains("\norleans_calls_", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{\"", text, StringComparison.Ordinal); // a quoted name
        }
    }

    [Fact]
    public async Task Page_WithoutAnOperatorsKey_Is401()
    {
        foreach (var program in new[] { _stack.Silo, _stack.Front })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await _stack.SendAsync(HttpMethod.Get, program, "/metrics").StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await _stack.SendAsync(HttpMethod.Get, program, "/metrics", user: "ana").StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await _stack.SendAsync(
                HttpMethod.Get, program, "/metrics", headers: ("x-operator-secret", "another-operators-key-of-32-bytes-or-more")).StatusAsync());
            Assert.Equal(HttpStatusCode.MethodNotAllowed, await _stack.SendAsync(
                HttpMethod.Post, program, "/metrics", headers: ("x-operator-secret", ProgramStack.OperatorKey)).StatusAsync());
        }
    }

    [Fact]
    public async Task Page_WhereNobodyIsAnOperator_Is401()
    {
        await using var front = await FrontHost.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await front.GetAsync("/metrics", user: null).StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await front.GetAsync("/metrics", user: null, headers: ("x-operator-secret", "")).StatusAsync());
    }

    [Fact]
    public async Task Silo_ServesHealthAndMetricsAlone()
    {
        Assert.Equal(HttpStatusCode.OK, await _stack.SendAsync(HttpMethod.Get, _stack.Silo, "/health/live").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await _stack.SendAsync(HttpMethod.Get, _stack.Silo, "/health/ready").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await _stack.SendAsync(HttpMethod.Get, _stack.Silo, "/api/calls", user: "ana").StatusAsync());
    }

    [Fact]
    public async Task Requests_OfAThousandOddPaths_MakeNoSeriesEach()
    {
        var before = (await _stack.MetricsAsync(_stack.Front)).Families.Sum(f => f.Samples.Count);
        for (var i = 0; i < 1000; i++)
        {
            var path = (i % 4) switch { 0 => $"/odd/{i}", 1 => $"/api/calls/ana_fred-call_{i}", 2 => $"/docs/{i}", _ => $"/api/webhooks/{Guid.NewGuid()}" };
            using var answer = await _stack.SendAsync(new HttpMethod(i % 2 == 0 ? "GET" : $"ODD{i}"), _stack.Front, path, user: $"user-{i}");
        }

        var page = await _stack.MetricsAsync(_stack.Front, p => p.Sum("http_server_request_duration_seconds_count") > 1000);
        Assert.InRange(page.Families.Sum(f => f.Samples.Count) - before, 0, 300);
    }
}
