using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Summaries;
using OrleansCalls.Grains.Summaries;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Summaries;

public class SummaryRankTests
{
    private static readonly SummaryMade s_heuristic = Summary(50, SummarySource.Heuristic);
    private static readonly SummaryMade s_model = Summary(50, SummarySource.Model);

    [Fact]
    public void LaterTranscript_WinsOverTheModel() => Stands(Summary(51, SummarySource.Heuristic), over: s_model);

    [Fact]
    public void SameTranscript_TheModelsWins() => Stands(s_model, over: s_heuristic);

    [Fact]
    public void SameSource_OneThatIsFinalWins() => Stands(s_heuristic, over: Summary(50, SummarySource.Heuristic, provisional: true));

    [Fact]
    public void SameInAll_TheGreaterTextWins() =>
        Stands(s_model with { Summary = s_model.Summary with { Text = "They spoke!!" } }, over: s_model with { Summary = s_model.Summary with { Text = "They agreed." } });

    [Fact]
    public void Equal_TheOneAtHandStays()
    {
        var again = s_model with { };

        Assert.Same(s_model, SummaryRank.Greater(s_model, again));
    }

    [Fact]
    public void NoneYet_AnyStands() => Assert.Same(s_model, SummaryRank.Greater(null, s_model));

    private static void Stands(SummaryMade better, SummaryMade over)
    {
        Assert.Same(better, SummaryRank.Greater(better, over));
        Assert.Same(better, SummaryRank.Greater(over, better));
    }
}
