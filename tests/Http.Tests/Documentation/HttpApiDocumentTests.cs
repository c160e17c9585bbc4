using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Documentation;

/// <summary>docs/http-api.md shows each route by a command, and each command works as it stands there.</summary>
public sealed class HttpApiDocumentTests(StackFixture shared) : IClassFixture<StackFixture>
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "http-api.md"));

    // What is done in a moment elsewhere, such as a recording's upload, is asked for again. A stream ends when it is told to.
    private const string Preamble = """
        set -euo pipefail
        curl() {
            if [[ " $* " == *" --max-time "* ]]; then
                local code=0
                command curl --fail-with-body --silent --show-error "$@" || code=$?
                [[ $code == 28 ]] || return $code
            else
                command curl --fail-with-body --silent --show-error --retry 40 --retry-delay 1 --retry-all-errors "$@"
            fi
        }

        """;

    private readonly CallStack _stack = shared.Stack;

    [Fact]
    public async Task Document_ShowsEveryRoute()
    {
        var description = await _stack.GetAsync("/openapi/v1.json", null).JsonAsync();
        var shown = ShellBlocks.Of(s_document).SelectMany(ShellBlocks.Requests).ToHashSet();
        var missing = from path in description["paths"]!.AsObject()
                      from operation in path.Value!.AsObject()
                      where path.Key is not "/api/livekit/webhook" // LiveKit alone can sign for it
                      let name = ShellBlocks.Operation(operation.Key, path.Key)
                      where !shown.Contains(name)
                      select name;

        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public async Task Document_EachCommandWorks()
    {
        var started = await _stack.PostAsync("/api/fred/call", user: "docs").JsonAsync();
        var room = started["room"]!.GetValue<string>();
        var founder = await _stack.InSandboxAsync(HttpMethod.Post, "/participants", new JsonObject { ["token"] = started["token"]!.GetValue<string>(), ["publishAudio"] = true })
            .JsonAsync(HttpStatusCode.Created);
        await _stack.InSandboxAsync(
            HttpMethod.Post, $"/rooms/{room}/participants/{founder["identity"]}/speech", new JsonObject { ["text"] = "Hello.", ["durationMs"] = 1000 }).JsonAsync(HttpStatusCode.Accepted);
        await _stack.PageAsync(room, "docs", p => p["recording"]!["state"]!.GetValue<string>() is "active");

        var webhook = await _stack.PostAsync("/api/webhooks", new JsonObject { ["url"] = "https://hooks.example.com/calls" }, "docs").JsonAsync(HttpStatusCode.Created);
        var id = webhook["id"]!.GetValue<string>();
        using var test = await _stack.PostAsync($"/api/webhooks/{id}/test", user: "docs");
        test.EnsureSuccessStatusCode();
        var deliveries = await _stack.GetAsync($"/api/webhooks/{id}/deliveries", "docs").JsonAsync();

        var (code, output) = await RunAsync(Preamble + string.Join('\n', ShellBlocks.Of(s_document)), room, id, deliveries["deliveries"]![0]!["id"]!.GetValue<string>());

        Assert.True(code == 0, output);
    }

    private async Task<(int Code, string Output)> RunAsync(string script, string room, string webhook, string delivery)
    {
        var folder = Directory.CreateTempSubdirectory("orleans-calls-docs-");
        try
        {
            var start = new ProcessStartInfo("bash", ["-x", "-s"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["API"] = _stack.Api.ToString().TrimEnd('/');
            start.Environment["TOKEN"] = TestTokens.For("docs");
            start.Environment["AGENT_SECRET"] = CallStack.AgentKey;
            start.Environment["OPERATOR_SECRET"] = StackFixture.OperatorKey;
            start.Environment["ROOM"] = room;
            start.Environment["WEBHOOK"] = webhook;
            start.Environment["DELIVERY"] = delivery;
            using var bash = Process.Start(start)!;
            var output = bash.StandardOutput.ReadToEndAsync();
            var errors = bash.StandardError.ReadToEndAsync();
            await bash.StandardInput.WriteAsync(script);
            bash.StandardInput.Close();
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(3));
            return (bash.ExitCode, $"{await errors}\n{await output}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
