namespace OrleansCalls.Chaos.Faults;

/// <summary>Lets fault after fault strike while calls live, and brings everything up again.</summary>
internal sealed class FaultDriver(FaultDraw draw, FaultInjector injector, SandboxWeather weather)
{
    /// <summary>Strikes until there is enough, but every kind at least once; returns when every process runs and LiveKit is well again.</summary>
    public async Task RunAsync(CancellationToken enough, CancellationToken cancellationToken)
    {
        var changing = weather.RunAsync(enough);
        List<Task> struck = [];
        for (var number = 0; number < FaultDraw.Deck || !enough.IsCancellationRequested; number++)
        {
            var fault = draw.Fault(number);
            await Task.Delay(fault.After, TimeProvider.System, cancellationToken);
            struck.RemoveAll(over => over.IsCompletedSuccessfully);
            struck.Add(injector.InflictAsync(fault));
        }

        await Task.WhenAll([changing, .. struck]);
        await weather.ClearAsync();
    }
}
