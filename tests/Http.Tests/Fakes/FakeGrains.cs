using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Limits;
using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.Http.Tests.Fakes;

/// <summary>
/// Calls and tables of a test's own making, for what real grains cannot be brought to do on demand: to race, to be lost, to be
/// slow. Everything else is tested on the real host.
/// </summary>
internal sealed class FakeGrains : IGrainFactory
{
    public ConcurrentDictionary<string, FakeCall> Calls { get; } = new();

    public FakeQueries Queries { get; } = new();

    /// <summary>How a call that has no state yet behaves.</summary>
    public Action<FakeCall> Prepare { get; set; } = _ => { };

    public FakeCall Call(string room) => Calls.GetOrAdd(RoomKey.For(room), _ =>
    {
        var call = new FakeCall(room);
        Prepare(call);
        return call;
    });

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(typeof(TGrainInterface) == typeof(IUserStartsGrain) ? new FakeUserStarts() : (object)Call(RoomKey.RoomOf(primaryKey)));

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => (TGrainInterface)(object)Queries;

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable =>
        throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();
}
