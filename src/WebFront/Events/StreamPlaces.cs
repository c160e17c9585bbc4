using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Events;

/// <summary>How many streams each user has open on this front.</summary>
internal sealed class StreamPlaces(FrontLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>How many may be open.</summary>
    public int Most => limits.StreamsPerUser;

    /// <summary>How many users have any open.</summary>
    public int Users
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Takes a place for a stream of this user's; disposing it gives it back.</summary>
    /// <returns>Null when all are taken.</returns>
    public IDisposable? TryTake(string user)
    {
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(user);
            if (open >= limits.StreamsPerUser)
                return null;
            _open[user] = open + 1;
            return new Place(this, user);
        }
    }

    private void GiveBack(string user)
    {
        lock (_lock)
        {
            if (_open[user] == 1)
                _open.Remove(user); // what is kept is as much as is open
            else
                _open[user]--;
        }
    }

    private sealed class Place(StreamPlaces places, string user) : IDisposable
    {
        private int _given;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _given, 1) == 0)
                places.GiveBack(user);
        }
    }
}
