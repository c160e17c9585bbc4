using OrleansCalls.DevStack.Secrets;
using OrleansCalls.DevStack.Stack;

namespace OrleansCalls.DevStack.Commands;

/// <summary>Prints the address of the user's database, or of the running stack's.</summary>
internal static class DatabaseUrlCommand
{
    public static int Run(Checkout checkout)
    {
        var url = UserSettings.Read(LocalSecrets.Of(checkout)).DatabaseUrl ?? StackFolder.RunningIn(checkout)?.DatabaseUrl;
        if (url is null)
        {
            return Terminal.Fail("No stack of this checkout is running, and DATABASE_URL is not set. Start one: ./dev up");
        }

        Terminal.Result(url);
        return 0;
    }
}
