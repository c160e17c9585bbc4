using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;

namespace OrleansCalls.Http.Tests.Clients;

public sealed class TypedClientTests(StackFixture shared, NodeScripts scripts) : IClassFixture<StackFixture>
{
    private readonly CallStack _stack = shared.Stack;

    [Fact]
    public async Task TypedClient_MadeFromTheDescription_DrivesAWholeCall()
    {
        var description = await (await _stack.GetAsync("/openapi/v1.json", null)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(scripts.Folder, "openapi.json"), description, TestContext.Current.CancellationToken);
        await scripts.RunPackageAsync("openapi-typescript", "openapi.json", "--output", "api.d.ts");
        await scripts.RunPackageAsync("tsc", "--project", "tsconfig.json");

        var room = await scripts.RunAsync("client.js", new Dictionary<string, string>
        {
            ["API"] = _stack.Api.ToString().TrimEnd('/'),
            ["SANDBOX"] = _stack.Sandbox.ToString().TrimEnd('/'),
            ["TOKEN"] = TestTokens.For("typed"),
            ["AGENT_SECRET"] = CallStack.AgentKey,
        });

        Assert.StartsWith("typed_fred-call_", room, StringComparison.Ordinal);
    }
}
