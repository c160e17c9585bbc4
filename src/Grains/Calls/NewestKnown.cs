using OrleansCalls.Grains.Interfaces.Changes;

namespace OrleansCalls.Grains.Calls;

/// <summary>Up to where a call has come as far as its activation knows, and a way to wait for more.</summary>
/// <param name="version">The state's version at the activation: whether it changed what is seen is not known any more.</param>
internal sealed class NewestKnown(long version)
{
    private long _version = version;
    private long? _revision;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null while it is not known how far the segments are.</summary>
    public CallPosition? Position => _revision is { } revision ? new CallPosition(_version, revision) : null;

    /// <summary>Ends when there may be more.</summary>
    public Task More => _more.Task;

    /// <summary>What is seen of the call was changed by the write of this version.</summary>
    public void Changed(long newVersion)
    {
        _version = newVersion;
        Wake();
    }

    /// <summary>Segments were stored up to this revision, which was greater than any before it; 0 where none was.</summary>
    public void Stored(long revision)
    {
        if (revision > (_revision ?? 0))
        {
            _revision = revision;
            Wake();
        }
    }

    /// <summary>How far the segments are was read. Others may have been stored meanwhile.</summary>
    public void Read(long revision) => _revision = Math.Max(_revision ?? 0, revision);

    /// <summary>Segments may have been stored, or not.</summary>
    public void Doubt()
    {
        _revision = null;
        Wake();
    }

    /// <summary>Lets all who wait go, such as before the activation ends: it cannot while they wait.</summary>
    public void Wake()
    {
        var more = _more;
        _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        more.SetResult();
    }
}
