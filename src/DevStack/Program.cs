using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Commands;

using var stopping = new StopSignals();
try
{
    var checkout = Checkout.Find();
    return args switch
    {
        ["up"] => await UpCommand.RunAsync(checkout, stopping.Token),
        ["run"] => await RunCommand.RunAsync(checkout, once: false, stopping.Token),
        ["run", "--once"] => await RunCommand.RunAsync(checkout, once: true, stopping.Token),
        ["token", var user] => TokenCommand.Run(checkout, user),
        ["database-url"] => DatabaseUrlCommand.Run(checkout),
        _ => Terminal.Fail("Usage: up | run [--once] | token USER | database-url"),
    };
}
catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
{
    return Terminal.Fail("Stopped before it was ready.");
}
catch (InvalidOperationException e)
{
    return Terminal.Fail(e.Message);
}
