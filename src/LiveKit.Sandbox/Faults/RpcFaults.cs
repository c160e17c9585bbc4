using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>Runs RPCs under the faults that are meant for them.</summary>
internal sealed class RpcFaults(FaultBook faults, FaultCounts counts, TimeProvider time)
{
    /// <summary>Runs a request, or lets it fail, or keeps it waiting.</summary>
    public async Task<TwirpAnswer> ApplyAsync(TwirpMethod method, ReadOnlyMemory<byte> body, Func<Task<TwirpAnswer>> rpc, CancellationToken cancellationToken)
    {
        if (faults.StrikeRpc(method.Name, () => method.RoomsOf(body)) is not { } fault)
            return await rpc();

        counts.AddRpc(method.Name);
        if (fault.AfterEffect)
        {
            var answer = await rpc();
            await DelayAsync(fault, cancellationToken);
            return fault.Failure ?? answer;
        }

        await DelayAsync(fault, cancellationToken);
        return fault.Failure ?? await rpc();
    }

    private Task DelayAsync(RpcFault fault, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, cancellationToken);
}
