using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Pure.Tests.Messages;

public sealed class OutsideWordsTests
{
    [Theory]
    [InlineData("dial tcp 10.0.0.5:9000: connect: connection refused", "dial tcp (an address): connect: connection refused")]
    [InlineData("dial tcp [fd00::7]:9000: i/o timeout", "dial tcp (an address): i/o timeout")]
    [InlineData("dial tcp [::1]:9000: refused", "dial tcp (an address): refused")]
    [InlineData("no route to fe80:0:0:0:1:2:3:4%eth0", "no route to (an address)")]
    [InlineData("lookup minio.calls.svc.cluster.local on 10.96.0.10:53: no such host", "lookup (an address) on (an address): no such host")]
    [InlineData("dial tcp minio:9000: refused", "dial tcp (an address): refused")]
    [InlineData("Put \"https://s3.example.com/b/k.ogg?X-Amz-Signature=00ff\": EOF", "Put \"(an address)\": EOF")]
    [InlineData("Name or service not known (minio.internal:9000)", "Name or service not known ((an address))")]
    [InlineData("ws://livekit:7880 closed", "(an address) closed")]
    [InlineData("HTTP 503 from proxy.example.com.", "HTTP 503 from (an address).")]
    public void Words_WithAddresses_AreToldWithoutThem(string words, string plain) => Assert.Equal(plain, OutsideWords.Plain(words));

    [Theory]
    [InlineData("Start signal not received")]
    [InlineData("CreateRoom: 503 unavailable (no node)")]
    [InlineData("egress EG_abc123 not found")]
    [InlineData("file voice-recordings/ana_fred-call_1767225600000.2.ogg was not written")]
    [InlineData("could not write recording.ogg")]
    [InlineData("the room ana.b_fred-call_1 is gone, at 12:30:05")]
    [InlineData("the room auth0|ana@example.com_fred-call_1 is gone")]
    [InlineData("version 1.2.3 took 1.5 s; retry: 2")]
    [InlineData("")]
    public void Words_WithoutAddresses_AreLeftAsTheyAre(string words) => Assert.Equal(words, OutsideWords.Plain(words));

    [Fact]
    public void Words_WithoutEnd_AreCut()
    {
        var plain = OutsideWords.Plain(string.Concat(Enumerable.Repeat("dial 10.0.0.5:9000 ", 100_000)));

        Assert.InRange(plain.Length, 900, 1_100);
        Assert.DoesNotContain("10.0.0.5", plain, StringComparison.Ordinal);
    }
}
