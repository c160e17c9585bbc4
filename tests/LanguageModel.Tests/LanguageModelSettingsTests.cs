using Microsoft.Extensions.Options;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Silo.LanguageModel;
using static OrleansCalls.LanguageModel.Tests.ModelAnswers;

namespace OrleansCalls.LanguageModel.Tests;

public sealed class LanguageModelSettingsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task AddLanguageModel_NoKey_NoModel(string? key)
    {
        await using var services = Model.Services(new() { ["OPENAI_API_KEY"] = key });

        Assert.False(services.GetRequiredService<ISummaryModel>().IsConfigured);
        Assert.Equal("no model is configured", await services.FailureAsync());
    }

    [Fact]
    public async Task AddLanguageModel_KeyFromAFile_IsRead()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, Model.Key + "\n");
            await using var services = Model.Services(new() { ["OPENAI_API_KEY_FILE"] = path });

            Assert.Equal(Model.Key, services.GetRequiredService<IOptions<LanguageModelOptions>>().Value.ApiKey);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:1/v1", null, "OPENAI_API_KEY")]
    [InlineData(null, null, "small", "OPENAI_API_KEY")]
    [InlineData("sk-secret", "127.0.0.1:1/v1", null, "OPENAI_BASE_URL")]
    [InlineData("sk-secret", "ftp://secret/v1", null, "OPENAI_BASE_URL")]
    [InlineData("sk-\nsecret", null, null, "OPENAI_API_KEY")]
    public async Task AddLanguageModel_Malformed_StopsTheStartNamingTheKey(string? key, string? url, string? model, string named)
    {
        await using var services = Model.Services(
            new() { ["OPENAI_API_KEY"] = key, ["OPENAI_BASE_URL"] = url, ["SUMMARY_MODEL"] = model });

        var refusal = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddLanguageModel_NoModelNamed_AsksTheDefault()
    {
        await using var server = await ModelServer.StartAsync(Says(Good));
        await using var services = Model.Services(new() { ["OPENAI_API_KEY"] = Model.Key, ["OPENAI_BASE_URL"] = server.BaseUrl });

        await services.GetRequiredService<ISummaryModel>().SummariseAsync(Model.Lines, TestContext.Current.CancellationToken);

        Assert.Equal(LanguageModelOptions.DefaultModel, server.Requests[0].Body.GetProperty("model").GetString());
    }
}
