namespace OrleansCalls.Grains.Interfaces.Events;

/// <summary>Who brings news of a call.</summary>
[GenerateSerializer, Alias("NewsSource")]
public enum NewsSource
{
    /// <summary>LiveKit, by a webhook.</summary>
    Webhook = 0,

    /// <summary>An action whose activation has ended meanwhile.</summary>
    EarlierActivation = 1,

    /// <summary>A look at all that LiveKit has.</summary>
    Look = 2,
}
