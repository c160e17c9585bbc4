using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Testing;
using OrleansCalls.Webhooks.Tests.Hosting;

namespace OrleansCalls.Webhooks.Tests.Dispatching;

public sealed class DispatchTests(PostgresFixture postgres)
{
    private static readonly WebhookOptions Options = new() { AllowPrivateTargets = true };

    private static readonly WebhookOptions Hurried = Options with
    {
        Retries = new RetrySchedule { Waits = [TimeSpan.FromMilliseconds(50)], Window = TimeSpan.FromHours(1) },
        FirstRest = TimeSpan.FromMilliseconds(10),
        LongestRest = TimeSpan.FromMilliseconds(100),
        Interval = TimeSpan.FromMilliseconds(100),
    };

    [Fact]
    public async Task Event_Stored_ArrivesSoon()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString);
        await customers.TellAsync(endpoint, 1, "warm-up");
        await receiver.WhenAsync(all => all.Count is 1);

        var clock = Stopwatch.StartNew();
        await customers.TellAsync(endpoint, 3, "r");
        await receiver.WhenAsync(all => all.Count is 4);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10); // a second or so where the machine is not busy
        await customers.WhenAllAsync(endpoint, DeliveryState.Delivered);
    }

    [Fact]
    public async Task Events_FirstAttemptsFail_ArriveInOrderPerCallAndOtherCallsDoNotWait()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        var failed = new ConcurrentDictionary<string, int>();
        var accepted = new ConcurrentQueue<string>();
        receiver.Answer = (request, context) =>
        {
            var fails = request.EventId.StartsWith("bad", StringComparison.Ordinal) && failed.AddOrUpdate(request.EventId, 1, (_, n) => n + 1) <= 2;
            if (!fails)
                accepted.Enqueue(request.EventId);
            return WebhookReceiver.Status(context, fails ? 500 : 200);
        };
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        await customers.TellAsync(endpoint, 5, "bad1", "good1", "bad2", "good2");
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString, Hurried);

        await customers.WhenAllAsync(endpoint, DeliveryState.Delivered);

        foreach (var room in new[] { "bad1", "good1", "bad2", "good2" })
            Assert.Equal(Enumerable.Range(1, 5).Select(n => $"{room}/{n}"), accepted.Where(id => id.StartsWith(room + "/", StringComparison.Ordinal)));
        var order = accepted.ToList();
        Assert.True(order.IndexOf("good1/5") < order.IndexOf("bad1/5"), string.Join(' ', order));
        Assert.Equal(3, (await customers.DeliveriesAsync(endpoint)).Single(d => d.EventId == "bad1/1").Attempts);
    }

    [Fact]
    public async Task SlowTarget_DelaysNobodyElse()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var slow = await WebhookReceiver.StartAsync();
        slow.Answer = (_, context) => WebhookReceiver.Hang(context);
        await using var quick = await WebhookReceiver.StartAsync();
        var (dead, _) = await customers.EndpointAsync(slow.Url);
        var (alive, _) = await customers.EndpointAsync(quick.Url);
        await customers.TellAsync(dead, 1, [.. Enumerable.Range(0, 200).Select(n => $"s{n}")]);
        await customers.TellAsync(alive, 3, [.. Enumerable.Range(0, 20).Select(n => $"q{n}")]);
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString, Options with { Timeout = TimeSpan.FromMinutes(2) });

        await customers.WhenAllAsync(alive, DeliveryState.Delivered);

        Assert.Equal(60, quick.All.Count);
        Assert.Equal(Options.PerEndpoint, slow.All.Count); // still waiting for their first answers
        Assert.InRange(quick.MostAtOnce, 1, Options.PerEndpoint);
    }

    [Fact]
    public async Task ManySlowTargets_MoreThanThereArePlaces_DelayEachOtherOnly()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var slow = await WebhookReceiver.StartAsync();
        slow.Answer = (_, context) => WebhookReceiver.Hang(context);
        await using var quick = await WebhookReceiver.StartAsync();
        for (var n = 0; n < 12; n++)
            await customers.TellAsync((await customers.EndpointAsync(slow.Url)).Id, 1, [.. Enumerable.Range(0, 40).Select(r => $"s{r}")]);
        await customers.MakeTroubledAsync(); // they failed before
        var (alive, _) = await customers.EndpointAsync(quick.Url);
        var options = Options with { WellAtOnce = 4, TroubledAtOnce = 2, Timeout = TimeSpan.FromMinutes(5) };
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString, options);
        await slow.WhenAsync(all => all.Count == options.TroubledAtOnce * options.PerEndpoint);

        for (var n = 0; n < 5; n++)
            await customers.TellAsync(alive, 1, $"q{n}");
        await customers.WhenAllAsync(alive, DeliveryState.Delivered);

        Assert.Equal(options.TroubledAtOnce * options.PerEndpoint, slow.All.Count); // and the troubled got no place more
    }

    [Fact]
    public async Task Event_NeverAccepted_DiesAndIsSentAgainWhenAsked()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 500);
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        await customers.TellAsync(endpoint, 2, "r");
        var options = Hurried with { Retries = Hurried.Retries with { Window = TimeSpan.FromSeconds(4) } };
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString, options);
        await customers.WhenAllAsync(endpoint, DeliveryState.Dead);
        var dead = await customers.DeliveriesAsync(endpoint, DeliveryState.Dead);
        Assert.Equal([(500, "Answered 500"), (500, "Answered 500")], dead.Select(d => (d.LastStatus, d.LastError)));
        Assert.True(receiver.All.Count(r => r.EventId == "r/1") > 1);
        var last = receiver.All.ToList().FindLastIndex(r => r.EventId == "r/1");
        Assert.True(receiver.All.ToList().FindIndex(r => r.EventId == "r/2") > last, "The second waits until the first is dead");

        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        var before = receiver.All.Count;
        foreach (var delivery in dead)
            Assert.NotNull((await customers.Tables.SendAgainAsync("ana", endpoint, delivery.Id, TestContext.Current.CancellationToken)).Delivery);

        await customers.WhenAllAsync(endpoint, DeliveryState.Delivered);
        Assert.Equal(["r/1", "r/2"], receiver.All.Skip(before).Select(r => r.EventId).Order());
    }

    [Fact]
    public async Task Endpoint_Answers410_IsSentNothingMore()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 410);
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        await customers.TellAsync(endpoint, 2, "r");
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString, Hurried);

        await Eventually.IsAsync(
            async () => (await customers.Tables.FindAsync("ana", endpoint, TestContext.Current.CancellationToken))!.DisabledAt is not null, () => "It is not disabled");

        Assert.Equal([("r/2", DeliveryState.Pending), ("r/1", DeliveryState.Dead)], (await customers.DeliveriesAsync(endpoint)).Select(d => (d.EventId, d.State)));
        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task Endpoint_AsksToBeLeftAlone_Is()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        var answered = 0;
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "120";
            return WebhookReceiver.Status(context, Interlocked.Increment(ref answered) is 1 ? 429 : 200);
        };
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        await customers.TellAsync(endpoint, 1, "r");
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString, Hurried);
        await Eventually.IsAsync(async () => (await customers.DeliveriesAsync(endpoint))[0].Attempts is 1, () => "It was not tried");

        var next = (await customers.DeliveriesAsync(endpoint))[0].NextAttemptAt!.Value - TimeProvider.System.GetUtcNow();
        Assert.InRange(next.TotalSeconds, 60, 121);
        await customers.TellAsync(endpoint, 1, "s"); // the wish is the endpoint's, not the event's
        await customers.PassAsync(TimeSpan.FromSeconds(100));
        await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Single(receiver.All);

        await customers.PassAsync(TimeSpan.FromSeconds(21));
        await customers.WhenAllAsync(endpoint, DeliveryState.Delivered);
        Assert.Equal(3, receiver.All.Count);
    }

    [Fact]
    public async Task TwoSilos_ShareTheWorkAndSendNothingTwice()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        var endpoints = new List<Guid>();
        for (var n = 0; n < 10; n++)
        {
            endpoints.Add((await customers.EndpointAsync(receiver.Url)).Id);
            await customers.TellAsync(endpoints[n], 3, [.. Enumerable.Range(0, 10).Select(r => $"e{n}r{r}")]);
        }

        await using var first = await Dispatcher.StartAsync(customers.ConnectionString, Hurried);
        await using var second = await Dispatcher.StartAsync(customers.ConnectionString, Hurried);
        foreach (var endpoint in endpoints)
            await customers.WhenAllAsync(endpoint, DeliveryState.Delivered);

        Assert.Equal(300, receiver.All.Count);
        Assert.Equal(300, receiver.All.Select(r => r.EventId).Distinct().Count());
    }

    [Fact]
    public async Task Silo_Stops_GivesBackWhatItHasNotSent()
    {
        // It may stop before it has read an answer: then that one is given back, too.
        var tries = 0;
        while (!await IsKeptThatWasDeliveredAsync())
            Assert.True(++tries < 5, "what was delivered is always given back");
    }

    private async Task<bool> IsKeptThatWasDeliveredAsync()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (request, context) => request.EventId is "hang/1" ? WebhookReceiver.Hang(context) : WebhookReceiver.Status(context, 200);
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        await customers.TellAsync(endpoint, 1, "hang", "done");
        await using (await Dispatcher.StartAsync(customers.ConnectionString, Hurried))
            await receiver.WhenAsync(all => all.Count is 2);

        var deliveries = (await customers.DeliveriesAsync(endpoint)).ToDictionary(d => d.EventId);
        var isKept = (deliveries["done/1"].State, deliveries["done/1"].Attempts) is (DeliveryState.Delivered, 1);
        Assert.True(isKept || (deliveries["done/1"].State, deliveries["done/1"].Attempts) is (DeliveryState.Pending, 0));
        Assert.Equal((DeliveryState.Pending, 0), (deliveries["hang/1"].State, deliveries["hang/1"].Attempts));

        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 200);
        await using var next = await Dispatcher.StartAsync(customers.ConnectionString, Hurried); // at once, not after the lease
        await customers.WhenAllAsync(endpoint, DeliveryState.Delivered);
        return isKept;
    }

    [Fact]
    public async Task Attempts_AreCountedByOutcome()
    {
        await using var customers = await Customers.StartAsync(postgres);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (request, context) => WebhookReceiver.Status(context, request.EventId is "gone/1" ? 500 : 200);
        var (endpoint, _) = await customers.EndpointAsync(receiver.Url);
        var options = Hurried with { Retries = new RetrySchedule { Waits = [TimeSpan.FromMilliseconds(20)], Window = TimeSpan.FromMilliseconds(500) } };
        await using var dispatcher = await Dispatcher.StartAsync(customers.ConnectionString, options);
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == dispatcher.Meters && instrument.Name == "orleans_calls.webhook_deliveries")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.AddOrUpdate((string)tags[0].Value!, value, (_, n) => n + value));
        listener.Start();

        await customers.TellAsync(endpoint, 2, "r", "s");
        await customers.TellAsync(endpoint, 1, "gone");
        await Eventually.IsAsync(() => counted.ContainsKey("dead") && counted.GetValueOrDefault("delivered") >= 4, () => string.Join(' ', counted));

        Assert.Equal((4, 1), (counted["delivered"], counted["dead"]));
        Assert.True(counted["retried"] > 0);
    }
}
