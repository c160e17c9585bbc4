using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Erasure;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Erasure;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Sessions;

namespace OrleansCalls.Pure.Tests.Worlds;

/// <summary>The user erases the call at some moment, and what was thought to be over goes on all the same.</summary>
internal sealed partial class Simulation
{
    private const int Hour = 3600;

    /// <summary>Whether the call was there to be erased when its user asked for it.</summary>
    public bool IsErased { get; private set; }

    private void Erase(Random random)
    {
        var at = random.Next(4) is 0 ? random.Next(3 * Hour) : random.Next(600);
        At(at, AskForErasure);
        if (random.Next(2) is 0)
            At(at + random.Next(Hour * 5 / 6), World.UploadLate);
        for (var n = random.Next(3); n > 0; n--)
            At(at + random.Next(2 * Hour), WakeFrozenSilo);
        for (var n = random.Next(3); n > 0; n--)
            At(at + (random.NextDouble() * 30), Die);
        if (random.Next(2) is 0)
        {
            var begins = at + random.Next(2 * Hour);
            At(begins, () => World.Away = true);
            At(begins + random.Next(Hour), () => World.Away = false);
        }

        if (random.Next(3) is 0)
            At(at + (8 * Hour), ReviveRecorders);
    }

    private void AskForErasure()
    {
        if (!IsOpen || Call.Status() is CallStatus.Starting)
            return;
        IsErased = true;
        List<CallEvent> events = [new ErasureRequested(ErasureCause.User, _clock.Now, "hash", Call.Request!.RecordingKey, "ana")];
        if (Call.EndedAt() is null)
            events.Add(new EndRequested("ana", _clock.Now));
        _rememberedRow = SessionRow.From(Call);
        Turn(events);
    }

    private SessionRow? _rememberedRow;

    // It was taken for dead, and writes what it had in hand before.
    private void WakeFrozenSilo()
    {
        if (World.Tombstone is null || _rememberedRow is null)
            return;
        var segment = new TranscriptSegment { Id = "frozen", Speaker = Speaker.User, Text = "words", StartedAt = _clock.Now, Final = true };
        Assert.Throws<CallErasedException>(() => World.AppendAsync(Room, [segment], CancellationToken.None).GetAwaiter().GetResult());
        Assert.ThrowsAny<Exception>(() => World.WriteAsync(_rememberedRow, [], long.MaxValue, CancellationToken.None).GetAwaiter().GetResult());
    }

    // Those that were taken for lost end after all, upload, and say so.
    private void ReviveRecorders()
    {
        foreach (var report in World.EndOrphans())
            Turn([new EgressReported(report)]);
    }
}
