using OrleansCalls.DevStack.Secrets;
using OrleansCalls.DevStack.Stack;

namespace OrleansCalls.DevStack.Commands;

/// <summary>Prints a bearer token for a user of the local stack, running or not.</summary>
internal static class TokenCommand
{
    public static int Run(Checkout checkout, string user)
    {
        if (UserSettings.Read(LocalSecrets.Of(checkout)).Tokens() is not { } tokens)
        {
            return Terminal.Fail("AUTH_JWT_AUTHORITY is set without AUTH_JWT_SECRET: tokens come from there, none can be made here.");
        }

        Terminal.Result(tokens.For(user));
        return 0;
    }
}
