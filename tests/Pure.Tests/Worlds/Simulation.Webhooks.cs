using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>A call in which nothing goes wrong by chance, with all of LiveKit's webhooks or without any.</summary>
internal sealed partial class Simulation
{
    private readonly Action<Simulation>? _script;

    private Simulation(double lostWebhooks, Action<Simulation> script)
    {
        _random = new Luck();
        World = new World(_clock, _random);
        (_lostWebhooks, _script) = (lostWebhooks, script);
        _work = WorkIn(World, _clock, new LookQueue(), new WorldModel(_random));
    }

    /// <summary>The founder comes and talks with the agent until the end.</summary>
    /// <param name="webhooks">Whether LiveKit's webhooks come.</param>
    /// <param name="endsAt">When it ends, in seconds.</param>
    /// <param name="isAsked">Whether the founder asks for the end, or else leaves without a word.</param>
    public static Simulation OfAGoodCall(bool webhooks, int endsAt, bool isAsked) =>
        new(webhooks ? 0 : 1, simulation => simulation.Talk(endsAt, isAsked));

    private void Talk(int endsAt, bool isAsked)
    {
        At(5, World.Join);
        for (var second = 10; second < endsAt; second += 20)
        {
            var (id, speaker) = ($"S{second}", (Speaker)(second / 20 % 2));
            At(second, () => Hear(id, speaker));
        }

        if (isAsked)
            At(endsAt, () => Turn([new EndRequested("ana", _clock.Now)]));
        else
            At(endsAt, World.Leave);
    }

    // What can go wrong goes wrong by a low number; requests and webhooks hardly take any time.
    private sealed class Luck : Random
    {
        public override int Next(int maxValue) => maxValue - 1;

        public override double NextDouble() => 0;
    }
}
