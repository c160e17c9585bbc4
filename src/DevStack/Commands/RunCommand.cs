using OrleansCalls.DevStack.Calls;
using OrleansCalls.DevStack.Secrets;
using OrleansCalls.DevStack.Stack;

namespace OrleansCalls.DevStack.Commands;

/// <summary>The stack, and one complete call on it through the public API alone.</summary>
internal static class RunCommand
{
    private const string Founder = "demo-founder";

    public static async Task<int> RunAsync(Checkout checkout, bool once, CancellationToken stopping)
    {
        var (code, report) = await RunStackAsync(checkout, once, stopping);
        if (once && report is not null)
        {
            Terminal.Result(report.ToJson()); // after everything has stopped: the last line
        }

        return code;
    }

    private static async Task<(int Code, CallReport? Report)> RunStackAsync(Checkout checkout, bool once, CancellationToken stopping)
    {
        var secrets = LocalSecrets.Of(checkout);
        var user = UserSettings.Read(secrets);
        await using var stack = await LocalStack.StartAsync(checkout, secrets, user, Terminal.Result, stopping);
        Terminal.Result($"the API answers at {stack.Addresses.Api}");
        var token = user.Tokens()?.For(Founder);
        var report = await WhyNoCallAsync(stack.Addresses, token, stopping) is { } reason
            ? NoCall(reason)
            : await MakeCallAsync(stack, user, token!, stopping);
        if (report is { Missing.Count: > 0 })
        {
            return (Terminal.Fail("the call is not complete: " + string.Join("; ", report.Missing)), report);
        }

        if (once)
        {
            return (0, report);
        }

        SayHowToGoOn(stack.Addresses, token);
        return (await Serving.UntilStoppedAsync(stack, stopping), report);
    }

    private static async Task<string?> WhyNoCallAsync(StackAddresses addresses, string? token, CancellationToken stopping) =>
        token is null ? "AUTH_JWT_AUTHORITY is set without AUTH_JWT_SECRET, so no token can be made here"
        : addresses.LivekitUrl is null ? "LIVEKIT_URL is not set"
        : await SandboxClient.IsSandboxAsync(addresses.LivekitUrl, stopping) ? null
        : $"{addresses.LivekitUrl} is not the sandbox, so there is nobody to speak";

    private static CallReport? NoCall(string reason)
    {
        Terminal.Result($"no scripted call is made: {reason}");
        return null;
    }

    private static async Task<CallReport> MakeCallAsync(LocalStack stack, UserSettings user, string token, CancellationToken stopping)
    {
        using var call = new ScriptedCall(stack.Addresses, token, user.VoiceAgentSecret, Terminal.Result);
        CallReport? report = null;
        await Serving.WhileAliveAsync(stack, async cancellation => report = await call.MakeAsync(cancellation), stopping);
        Terminal.Result(report!.Page);
        return report;
    }

    private static void SayHowToGoOn(StackAddresses addresses, string? token)
    {
        Terminal.Result($"API:   {addresses.Api}");
        if (token is not null)
        {
            Terminal.Result($"token: {token}");
            Terminal.Result($"try:   curl -s -H 'Authorization: Bearer {token}' {addresses.Api}/api/calls");
            Terminal.Result($"       curl -s -X POST -H 'Authorization: Bearer {token}' {addresses.Api}/api/fred/call");
        }

        Terminal.Result("serving until Ctrl-C");
    }
}
