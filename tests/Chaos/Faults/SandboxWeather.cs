using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Faults;

/// <summary>What goes wrong inside LiveKit: the sandbox's faults in force, which change every few seconds.</summary>
internal sealed class SandboxWeather(SandboxControl sandbox, Seeds seeds, FaultLog log, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private SandboxFaults current = new();

    /// <summary>Changes the weather until told to stop.</summary>
    public async Task RunAsync(CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            var random = seeds.For("weather", number);
            var moods = Enum.GetValues<WeatherMood>();
            seeds.For("weather-deck", number / moods.Length).Shuffle(moods);
            var mood = moods[number % moods.Length];
            current = WeatherDraw.Draw(mood, random);
            var from = TimeProvider.System.GetUtcNow();
            await ApplyAsync();
            await Task.Delay(TimeSpan.FromSeconds(4 + (random.NextDouble() * 6)), TimeProvider.System, enough)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            log.Add($"weather.{mood}", from, TimeProvider.System.GetUtcNow());
        }
    }

    /// <summary>Puts what is in force into the sandbox, when it answers.</summary>
    public async Task ApplyAsync()
    {
        var answer = await sandbox.PersistAsync(HttpMethod.Put, "/sandbox/faults", current, Patience, cancellationToken);
        if (answer.Status is >= 400 and < 500)
        {
            throw new InvalidOperationException($"The sandbox refuses a plan of faults: {answer.Body}");
        }
    }

    public Task ClearAsync()
    {
        current = new SandboxFaults();
        return ApplyAsync();
    }

    /// <summary>How often the sandbox injected each kind.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync()
    {
        var answer = await sandbox.PersistAsync(HttpMethod.Get, "/sandbox/faults/counts", null, Patience, cancellationToken);
        return answer.Body.EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.GetInt32());
    }
}
