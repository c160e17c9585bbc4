using OrleansCalls.DevStack.Secrets;
using OrleansCalls.DevStack.Stack;

namespace OrleansCalls.DevStack.Commands;

/// <summary>The stack in the foreground; one line of JSON on standard output when everything answers.</summary>
internal static class UpCommand
{
    public static async Task<int> RunAsync(Checkout checkout, CancellationToken stopping)
    {
        var secrets = LocalSecrets.Of(checkout);
        await using var stack = await LocalStack.StartAsync(checkout, secrets, UserSettings.Read(secrets), Terminal.Note, stopping);
        Terminal.Result(stack.Addresses.ToJson());
        return await Serving.UntilStoppedAsync(stack, stopping);
    }
}
