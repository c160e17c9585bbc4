namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>Who said it.</summary>
[GenerateSerializer, Alias("Speaker")]
public enum Speaker
{
    /// <summary>The founder; <c>user</c> in JSON, <c>Founder</c> in text.</summary>
    User = 0,

    /// <summary>The voice agent; <c>fred</c> in JSON, <c>Fred</c> in text.</summary>
    Fred = 1,
}
