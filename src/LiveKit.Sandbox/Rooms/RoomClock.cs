using OrleansCalls.LiveKit.Sandbox.Egresses;

namespace OrleansCalls.LiveKit.Sandbox.Rooms;

/// <summary>Looks every second for rooms that have been idle for too long, and for egresses that are old enough to be forgotten.</summary>
internal sealed class RoomClock(RoomDirectory rooms, EgressDirectory egresses, SandboxOptions options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Scaled(TimeSpan.FromSeconds(1)), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                rooms.CloseIdle();
                egresses.ForgetOld();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Also a host that is disposed without being stopped ends here, and need not call it a failure.
        }
    }
}
