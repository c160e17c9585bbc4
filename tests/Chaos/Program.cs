using OrleansCalls.Chaos;
using OrleansCalls.Chaos.Processes;
using OrleansCalls.Chaos.Report;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Commands;
using Terminal = OrleansCalls.Chaos.Report.Terminal;

if (ChaosOptions.Parse(args) is not { } options)
{
    Terminal.Fail(ChaosOptions.Usage);
    return 2;
}

using var stopping = new StopSignals();
var checkout = Checkout.Find();
var folder = RunFolder.Make(checkout, options.Seed, TimeProvider.System);
Terminal.Say($"replay: {options.Replay}");
Terminal.Say($"logs:   {folder.Logs}");
var good = false;
try
{
    await using var stack = await Stack.StartAsync(checkout, folder, options, stopping.Token);
    good = await new ChaosRun(options, stack).RunAsync(stopping.Token);
}
catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
{
    Terminal.Fail("Stopped.");
}
catch (InvalidOperationException e)
{
    Terminal.Fail(e.Message);
}

if (good && !options.Keep)
{
    folder.Delete();
}
else
{
    Terminal.Say($"replay: {options.Replay}\nlogs:   {folder.Logs}");
}

return good ? 0 : 1;
