using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>The words of the API for where a delivery stands.</summary>
internal static class DeliveryNames
{
    public const string Words = "pending, delivered or dead";

    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "delivered",
        DeliveryState.Dead => "dead",
        _ => "pending",
    };

    public static DeliveryState? Parse(string name) => name switch
    {
        "pending" => DeliveryState.Pending,
        "delivered" => DeliveryState.Delivered,
        "dead" => DeliveryState.Dead,
        _ => null,
    };
}
