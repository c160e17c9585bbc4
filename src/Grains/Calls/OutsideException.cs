using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Grains.Calls;

/// <summary>Something outside did not do what was asked. The message is for people and holds no secret.</summary>
public sealed class OutsideException : Exception
{
    /// <param name="message">Why, in words that the call's user may read: addresses are taken out of them.</param>
    /// <param name="refused">See <see cref="Refused"/>.</param>
    /// <param name="inner">What was caught.</param>
    public OutsideException(string message, bool refused, Exception? inner = null)
        : base(OutsideWords.Plain(message), inner) => Refused = refused;

    public OutsideException()
    {
    }

    public OutsideException(string message)
        : base(message)
    {
    }

    public OutsideException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// True when it was asked, and said no: asking the same again is of no use. False when it could not be asked, or when
    /// its answer was lost: it may have happened nevertheless.
    /// </summary>
    public bool Refused { get; }
}
