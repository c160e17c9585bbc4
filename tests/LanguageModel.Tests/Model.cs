using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.Silo.LanguageModel;

namespace OrleansCalls.LanguageModel.Tests;

/// <summary>The language model as a host registers it.</summary>
internal static class Model
{
    public const string Key = "sk-secret";

    public static readonly TranscriptLine[] Lines =
    [
        new() { Speaker = Speaker.User, Text = "I have the-secret-words\nand three customers." },
        new() { Speaker = Speaker.Fred, Text = "Call her today." },
    ];

    public static ServiceProvider Services(
        Dictionary<string, string?> settings,
        TimeProvider? time = null,
        ILoggerProvider? logs = null) => new ServiceCollection()
            .AddLogging(logging =>
            {
                if (logs is not null)
                {
                    logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
                }
            })
            .AddSingleton(time ?? TimeProvider.System)
            .AddLanguageModel(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();

    public static ServiceProvider At(string baseUrl, TimeProvider? time = null, ILoggerProvider? logs = null) => Services(
        new() { ["OPENAI_API_KEY"] = Key, ["OPENAI_BASE_URL"] = baseUrl, ["SUMMARY_MODEL"] = "test-model" },
        time,
        logs);

    public static async Task<string> FailureAsync(this ServiceProvider services) =>
        (await Assert.ThrowsAsync<SummaryModelException>(() => services.GetRequiredService<ISummaryModel>()
            .SummariseAsync(Lines, TestContext.Current.CancellationToken))).Reason;
}
