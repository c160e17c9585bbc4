namespace OrleansCalls.Grains.Erasure;

/// <summary>Storage refused to keep something of a call that is erased: who wrote it knew an older state.</summary>
public sealed class CallErasedException : Exception
{
    public CallErasedException()
        : base("The call is erased")
    {
    }

    public CallErasedException(string message)
        : base(message)
    {
    }

    public CallErasedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
