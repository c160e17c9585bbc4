namespace OrleansCalls.WebFront.Limits;

/// <summary>
/// How much of requests' bodies is held at a time, from their first byte to the answer: bodies that come slowly, and many at once,
/// would otherwise fill the memory within the limit of each. An address has a share of it, so that it cannot take all.
/// </summary>
internal sealed class BodyMemory
{
    /// <summary>For all bodies together.</summary>
    public const long Most = 256 * 1024 * 1024;

    /// <summary>For all bodies from one address.</summary>
    public const int MostOfAnAddress = 16 * 1024 * 1024;

    private readonly int[] _ofGroups = new int[AddressGroup.Count];
    private long _all;

    /// <summary>What is held now.</summary>
    public long Held => Volatile.Read(ref _all);

    /// <summary>Takes what a request's body will need, bit by bit; all of it is given back when the request has ended.</summary>
    public Share For(HttpContext context)
    {
        var share = new Share(this, AddressGroup.Of(context));
        context.Response.RegisterForDispose(share);
        return share;
    }

    /// <summary>What one body takes.</summary>
    internal sealed class Share(BodyMemory memory, int group) : IDisposable
    {
        private int _taken;

        /// <returns>False when there is not so much left.</returns>
        public bool TryTake(int bytes)
        {
            _taken += bytes;
            var ofGroup = Interlocked.Add(ref memory._ofGroups[group], bytes);
            var all = Interlocked.Add(ref memory._all, bytes);
            return ofGroup <= MostOfAnAddress && all <= Most;
        }

        public void Dispose()
        {
            Interlocked.Add(ref memory._ofGroups[group], -_taken);
            Interlocked.Add(ref memory._all, -_taken);
            _taken = 0;
        }
    }
}
