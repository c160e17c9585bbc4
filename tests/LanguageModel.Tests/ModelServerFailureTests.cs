using System.Net;
using System.Net.Sockets;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.LanguageModel.Tests.ModelAnswers;

namespace OrleansCalls.LanguageModel.Tests;

public sealed class ModelServerFailureTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(404, 1)]
    [InlineData(429, 2)]
    [InlineData(500, 2)]
    [InlineData(503, 2)]
    public async Task Summarise_ServerKeepsFailing_FailsAfterAtMostOneRetry(int status, int requests)
    {
        await using var server = await ModelServer.StartAsync(Fails(status));
        await using var services = Model.At(server.BaseUrl, new ImpatientTime());

        Assert.Equal($"the model's server answered {status}", await services.FailureAsync());
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task Summarise_ServerRecovers_AnswersAfterThePauseItAskedFor()
    {
        var time = new ImpatientTime();
        await using var server = await ModelServer.StartAsync(Fails(429, retryAfter: "3"), Says(Good));
        await using var services = Model.At(server.BaseUrl, time);

        var summary = await services.GetRequiredService<ISummaryModel>().SummariseAsync(Model.Lines, Cancelled);

        Assert.Equal("A customer leaves.", summary.Text);
        Assert.Equal([TimeSpan.FromSeconds(3)], time.Pauses);
    }

    [Fact]
    public async Task Summarise_ServerSendsElsewhere_IsNotFollowed()
    {
        await using var elsewhere = await ModelServer.StartAsync(Says(Good));
        await using var server = await ModelServer.StartAsync(Fails(307, location: $"{elsewhere.BaseUrl}/chat/completions"));
        await using var services = Model.At(server.BaseUrl, new ImpatientTime());

        await services.FailureAsync();
        Assert.Single(server.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Summarise_ServerWantsALongPause_FailsAtOnce()
    {
        var time = new ImpatientTime();
        await using var server = await ModelServer.StartAsync(Fails(429, retryAfter: "60"));
        await using var services = Model.At(server.BaseUrl, time);

        Assert.Equal("the model's server answered 429", await services.FailureAsync());
        Assert.Empty(time.Pauses);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Summarise_NobodyListens_IsAFailure()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var url = $"http://{socket.LocalEndpoint}/v1";
        socket.Stop();
        await using var services = Model.At(url, new ImpatientTime());

        Assert.Equal("the model's server could not be reached", await services.FailureAsync());
    }

    [Fact]
    public async Task Summarise_EndlessAnswer_IsGivenUp()
    {
        await using var server = await ModelServer.StartAsync(Endless);
        await using var services = Model.At(server.BaseUrl, new ImpatientTime());

        Assert.Equal("the model's answer was too large", await services.FailureAsync());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Summarise_CallerCancels_PassesThrough()
    {
        await using var server = await ModelServer.StartAsync(Hang);
        await using var services = Model.At(server.BaseUrl);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);

        var summary = services.GetRequiredService<ISummaryModel>().SummariseAsync(Model.Lines, caller.Token);
        await server.Asked.WaitAsync(Cancelled);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => summary);
    }

    [Fact]
    public async Task Summarise_GoodAndBad_LogNoContentAndNoKey()
    {
        using var logs = new SeenLogs();
        await using var server = await ModelServer.StartAsync(
            Says(Good),
            Fails(401),
            Says(null, refusal: "the-secret-words"),
            Says("""{"summary":"the-secret-words"}"""),
            Raw("the-secret-words"));
        await using var services = Model.At(server.BaseUrl, logs: logs);
        var summariser = services.GetRequiredService<Summariser>();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(i > 0, (await summariser.SummariseAsync(Model.Lines, Cancelled)).Provisional);
        }

        Assert.Contains("The model summarised 2 lines; 0 of its decisions and next actions are not in them", logs.Text, StringComparison.Ordinal);
        Assert.Contains("the model's server answered 401", logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("A customer leaves", logs.Text, StringComparison.Ordinal);
    }
}
