using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.Pure.Tests.CustomerWebhooks;

/// <summary>What attempts make of their deliveries and of their endpoint.</summary>
public sealed class RoundResultTests
{
    private static readonly WebhookOptions Options = new();
    private static readonly Attempt Done = new() { Status = 200, Took = TimeSpan.FromMilliseconds(50) };
    private static readonly Attempt Failed = new() { Status = 500, Error = "Answered 500", Took = TimeSpan.FromMilliseconds(50) };
    private static readonly Attempt Gone = new() { Status = 410, Error = "Answered 410", Took = TimeSpan.FromMilliseconds(50) };

    [Fact]
    public void Delivery_Answered2xx_IsDelivered() =>
        Assert.Equal((DeliveryState.Delivered, 200, null), Delivery(Done) is var d ? (d.State, d.Status, d.Error) : default);

    [Fact]
    public void Delivery_Failed_WaitsForItsNextAttempt() => Assert.Equal(
        (DeliveryState.Pending, TimeSpan.FromSeconds(5), 0, "Answered 500"),
        Delivery(Failed) is var d ? (d.State, d.Wait, d.AttemptsBefore, d.Error) : default);

    [Fact]
    public void Delivery_FailedAtTheEndOfItsDay_IsDead() =>
        Assert.Equal(DeliveryState.Dead, Delivery(Failed, attempts: 10, age: TimeSpan.FromHours(24)).State);

    [Fact]
    public void Delivery_ToAnEndpointThatIsGone_IsDeadAtOnce() => Assert.Equal(DeliveryState.Dead, Delivery(Gone).State);

    [Fact]
    public void Delivery_EndpointAsksForAWeek_WaitsAnHour() =>
        Assert.Equal(TimeSpan.FromHours(1), Delivery(Failed with { RetryAfter = TimeSpan.FromDays(7) }).Wait);

    [Fact]
    public void Endpoint_SomethingDelivered_IsWell() =>
        Assert.Equal(new EndpointResult(0, false, TimeSpan.Zero, false), Endpoint([Failed, Done], failures: 3));

    [Fact]
    public void Endpoint_SlowThoughDelivered_IsTroubledAndNotResting() =>
        Assert.Equal(new EndpointResult(0, true, TimeSpan.Zero, false), Endpoint([Done with { Took = TimeSpan.FromSeconds(3) }]));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(1_000_000, 60)]
    public void Endpoint_NothingDelivered_RestsLongerEachTime(int failures, int seconds) =>
        Assert.Equal(new EndpointResult(failures + 1, true, TimeSpan.FromSeconds(seconds), false), Endpoint([Failed, Failed], failures));

    [Fact]
    public void Endpoint_AsksToBeLeftAlone_IsWithinBounds()
    {
        Assert.Equal(TimeSpan.FromMinutes(5), Endpoint([Failed with { RetryAfter = TimeSpan.FromMinutes(5) }]).Rest);
        Assert.Equal(TimeSpan.FromHours(1), Endpoint([Failed with { RetryAfter = TimeSpan.FromDays(5) }]).Rest);
        Assert.Equal(TimeSpan.FromMinutes(5), Endpoint([Done, Failed with { RetryAfter = TimeSpan.FromMinutes(5) }]).Rest);
    }

    [Fact]
    public void Endpoint_Answered410_IsGone() => Assert.True(Endpoint([Gone]).IsGone);

    [Fact]
    public void Endpoint_NothingWasTried_StaysAsItWas() =>
        Assert.Equal(new EndpointResult(4, true, TimeSpan.Zero, false), Endpoint([], failures: 4, troubled: true));

    private static DeliveryResult Delivery(Attempt attempt, int attempts = 0, TimeSpan age = default) =>
        DeliveryResult.Of(new DueDelivery(Guid.Empty, "evt_1", "{}", attempts, age), attempt, Options, 0.5);

    private static EndpointResult Endpoint(Attempt[] attempts, int failures = 0, bool troubled = false) => EndpointResult.Of(
        new DueEndpoint
        {
            Id = Guid.Empty,
            Url = "https://hooks.example.com/",
            Secrets = [],
            Failures = failures,
            IsTroubled = troubled,
            LeasedUntil = DateTimeOffset.UnixEpoch,
        },
        attempts,
        Options);
}
