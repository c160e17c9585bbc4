using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>The faults in force, and how often each may still strike.</summary>
internal sealed class FaultBook
{
    private readonly Lock _lock = new();
    private FaultPlan _plan = new();
    private int[] _used = [];

    /// <summary>The plan in force.</summary>
    public FaultPlan Plan
    {
        get
        {
            lock (_lock)
                return _plan;
        }
    }

    /// <summary>Puts a plan in force; its counters start anew.</summary>
    public void Replace(FaultPlan plan)
    {
        lock (_lock)
        {
            _plan = plan;
            _used = new int[plan.Rpc.Count];
        }
    }

    /// <summary>Runs an RPC under the fault that is meant for it, if any.</summary>
    public async Task<TwirpAnswer> ApplyAsync(string method, Func<Task<TwirpAnswer>> rpc, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Strike(method) is not { } fault)
            return await rpc();

        if (fault.AfterEffect)
        {
            var answer = await rpc();
            await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, cancellationToken);
            return fault.Error is { } late ? late : answer;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(fault.DelayMs), time, cancellationToken);
        return fault.Error is { } error ? error : await rpc();
    }

    private RpcFault? Strike(string method)
    {
        lock (_lock)
        {
            for (var i = 0; i < _plan.Rpc.Count; i++)
            {
                var fault = _plan.Rpc[i];
                if (!fault.Matches(method) || _used[i] >= fault.Times)
                    continue;

                _used[i]++;
                return fault;
            }

            return null;
        }
    }
}
