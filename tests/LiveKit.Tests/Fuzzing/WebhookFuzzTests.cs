using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using OrleansCalls.LiveKit.Tests.Webhooks;
using OrleansCalls.LiveKit.Webhooks;

namespace OrleansCalls.LiveKit.Tests.Fuzzing;

/// <summary>Webhooks that are damaged: whatever comes gets a verdict, and nothing that LiveKit did not sign is taken for its word.</summary>
public sealed class WebhookFuzzTests
{
    private static readonly LiveKitOptions s_options = new() { ServerUrl = new Uri("http://livekit.test"), ApiKey = "devkey", ApiSecret = "secret" };

    private readonly WebhookVerifier _verifier = new(s_options, new FakeTimeProvider(SignedWebhook.Now));

    [Fact]
    public void Body_DamagedBeforeItWasSigned_GetsAVerdict()
    {
        var verdicts = new int[2];
        var mutator = new Mutator(Corpus.Seed, [.. Corpus.Of("webhooks").Values]);
        for (var i = 0; i < Corpus.Cases; i++)
        {
            var webhook = new SignedWebhook { Body = mutator.Draw(i) };
            switch (Verify(i, webhook.Body, webhook.Token))
            {
                case WebhookVerdict.Understood understood:
                    verdicts[0]++;
                    Assert.NotEmpty(understood.Event.Event);
                    break;
                case WebhookVerdict.NotUnderstood not:
                    verdicts[1]++;
                    Assert.True(not.EventName.All(c => char.IsAsciiLetterOrDigit(c) || c is '_'), $"case {i}: {not.EventName}");
                    break;
                default:
                    Assert.Fail($"case {i} was signed, and is refused");
                    break;
            }
        }

        Assert.All(verdicts, count => Assert.True(count > Corpus.Cases / 20, string.Join(' ', verdicts))); // the damage is neither too small nor too great
    }

    [Fact]
    public void Token_Damaged_IsRefusedUnlessItSaysTheSame()
    {
        var webhook = new SignedWebhook();
        var mutator = new Mutator(Corpus.Seed, [Encoding.ASCII.GetBytes(webhook.Token), Encoding.ASCII.GetBytes("Bearer " + webhook.Token)]);
        for (var i = 0; i < Corpus.Cases; i++)
        {
            var header = Encoding.Latin1.GetString(mutator.Draw(i));
            if (Verify(i, webhook.Body, header) is not WebhookVerdict.Refused refused)
            {
                Assert.True(SaysTheSame(header, webhook.Token), $"case {i} is accepted: {header}");
            }
            else
            {
                Assert.InRange(refused.Reason.Length, 1, 100);
            }
        }
    }

    [Fact]
    public void Claims_DamagedBeforeTheyWereSigned_GetAVerdict()
    {
        var webhook = new SignedWebhook();
        var claims = $$"""{"iss":"devkey","nbf":{{SignedWebhook.In(0)}},"exp":{{SignedWebhook.In(300)}},"sha256":"{{webhook.Hash}}"}""";
        var mutator = new Mutator(Corpus.Seed, [Encoding.UTF8.GetBytes(claims)]);
        for (var i = 0; i < Corpus.Cases; i++)
        {
            var damaged = mutator.Draw(i);
            var verdict = Verify(i, webhook.Body, (webhook with { Claims = Encoding.UTF8.GetString(damaged) }).Token);
            if (verdict is not WebhookVerdict.Refused)
            {
                Assert.True(damaged.AsSpan().IndexOf(Encoding.UTF8.GetBytes(webhook.Hash)) >= 0, $"case {i} is accepted without the body's hash");
            }
        }
    }

    private WebhookVerdict Verify(int i, byte[] body, string header)
    {
        try
        {
            return _verifier.Verify(body, header);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"case {i} of seed {Corpus.Seed}: {Encoding.UTF8.GetString(body)}\n{header}", e);
        }
    }

    // White space around it, a 'Bearer' before it, padding, and bits that base64 leaves over say nothing.
    private static bool SaysTheSame(string header, string token)
    {
        var bare = header.Trim();
        bare = bare.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bare["Bearer ".Length..].TrimStart() : bare;
        return bare.Split('.').Select(part => Convert.ToHexString(Base64Url.DecodeFromChars(part)))
            .SequenceEqual(token.Split('.').Select(part => Convert.ToHexString(Base64Url.DecodeFromChars(part))));
    }
}
