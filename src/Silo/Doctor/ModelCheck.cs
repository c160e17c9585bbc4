using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Silo.LanguageModel.LanguageModelOptions;

namespace OrleansCalls.Silo.Doctor;

/// <summary>The language model summarises.</summary>
internal sealed class ModelCheck(ISummaryModel model)
{
    private static readonly TranscriptLine[] s_lines =
    [
        new() { Speaker = Speaker.User, Text = "I have three customers, and one is leaving." },
        new() { Speaker = Speaker.Fred, Text = "Call her today, and ask why." },
    ];

    public async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await model.SummariseAsync(s_lines, cancellationToken);
            return "the language model summarised two lines in the form that is asked for";
        }
        catch (SummaryModelException e)
        {
            throw new TroubleException($"{Setting(e)}: {e.Reason}");
        }
    }

    private static string Setting(SummaryModelException failure) => failure.Status switch
    {
        401 or 403 => ApiKeySetting,
        404 => $"{ModelSetting}, or {BaseUrlSetting}",
        400 or 422 => ModelSetting,
        _ => BaseUrlSetting,
    };
}
