using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>Nothing was stored: the call would have more words than <see cref="TranscriptLimits"/> allow.</summary>
public sealed class TranscriptFullException : Exception
{
    public TranscriptFullException()
        : base("The transcript of this call is full")
    {
    }

    public TranscriptFullException(string message)
        : base(message)
    {
    }

    public TranscriptFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
