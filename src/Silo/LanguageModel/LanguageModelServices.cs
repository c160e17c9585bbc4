using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansCalls.Grains.Summaries;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>Registers the language model.</summary>
public static class LanguageModelServices
{
    /// <summary>
    /// Adds the <see cref="Summariser"/> and the model that it asks, from <c>OPENAI_API_KEY</c>, <c>OPENAI_BASE_URL</c> and
    /// <c>SUMMARY_MODEL</c>; blank is absent. Without the key there is no model. The address or the model without the key, or
    /// an address that is none, stops the start with an <see cref="OptionsValidationException"/> naming the key.
    /// </summary>
    public static IServiceCollection AddLanguageModel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LanguageModelOptions>()
            .Configure(options => options.Take(new SettingsReader(configuration).Optional))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LanguageModelOptions>, LanguageModelOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(OpenAiSummaryModel.HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }) // it would send what was said elsewhere
            .AddHttpMessageHandler(() => new BoundedAnswerHandler());
        services.AddSingleton<ISummaryModel, OpenAiSummaryModel>();
        services.AddMetrics();
        services.AddSingleton<SummaryMeter>();
        services.AddSingleton<Summariser>();
        return services;
    }
}
