namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>Where a call is found from outside.</summary>
/// <param name="BaseUrl">Where this system is reached, without a slash at the end; null when that is not configured: addresses then begin with the path.</param>
public sealed record CallAddresses(string? BaseUrl)
{
    public string Of(string room) => $"{BaseUrl}/api/calls/{Uri.EscapeDataString(room)}";

    public string OfRecording(string room) => Of(room) + "/recording";
}
