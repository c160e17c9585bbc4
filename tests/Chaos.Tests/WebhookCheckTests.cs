using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Tests;

public sealed class WebhookCheckTests
{
    private readonly GoodCall call = new();

    [Fact]
    public void Webhooks_AsTheyHappened_AreFine() => Assert.Empty(call.Complaints);

    [Fact]
    public void Webhook_CameTwice_IsFine()
    {
        call.Told = [call.Told[0], .. call.Told, call.Told[1]];

        Assert.Empty(call.Complaints);
    }

    [Fact]
    public void Webhook_Lost_IsComplained()
    {
        call.Told = [.. call.Told.SkipLast(1)];

        Assert.Equal(
            [
                "its webhooks came as call.started, call.completed, recording.ready, and happened as call.started, call.completed, recording.ready, summary.ready",
                "no webhook tells of its summary",
            ],
            call.Complaints);
    }

    [Fact]
    public void Webhook_NotDelivered_IsComplained()
    {
        call.Happened = [.. call.Happened.Select(d => d.Type is "call.completed" ? d with { State = "pending" } : d)];

        Assert.Equal(["its webhook call.completed is pending"], call.Complaints);
    }

    [Fact]
    public void Webhooks_InAnotherOrder_AreComplained()
    {
        call.Told = [call.Told[0], call.Told[2], call.Told[1], call.Told[3]];

        Assert.Contains("came as call.started, recording.ready, call.completed", Assert.Single(call.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void Webhooks_NoneAtAll_IsComplained()
    {
        call.Happened = [];

        Assert.Equal(
            ["its first webhook is not call.started", "its page says completed, its webhooks nothing of an end", "no webhook tells of its summary", "its recording is ready, its webhooks say nothing of one"],
            call.Complaints);
    }

    [Fact]
    public void Webhook_AtAnotherCustomer_IsComplained()
    {
        call.Told = [.. call.Told.Select(t => t.Type is "summary.ready" ? t with { User = "bea" } : t)];

        Assert.Equal(["its webhook summary.ready came to bea"], call.Complaints);
    }

    [Fact]
    public void Webhooks_OfAnotherEnd_AreComplained()
    {
        call.Told = [.. call.Told.Select(t => t.Type is "call.completed" ? t with { Status = "cancelled" } : t)];

        Assert.Equal(["its page says completed, its webhooks cancelled"], call.Complaints);
    }

    [Fact]
    public void Webhooks_OfAnotherVerdict_AreComplained()
    {
        call.Happened = [.. call.Happened.Select(d => d.Type is "recording.ready" ? d with { Type = "recording.failed" } : d)];

        Assert.Equal(["its recording is ready, its webhooks say recording.failed"], call.Complaints);
    }
}
