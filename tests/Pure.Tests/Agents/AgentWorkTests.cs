using OrleansCalls.Grains.Agents;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Pure.Tests.Worlds;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Agents;

/// <summary>What a look makes of a missing agent's dispatch, and what the next agent is told.</summary>
public class AgentWorkTests
{
    private const string Room = "ana_fred-call_1";

    private static readonly CallState s_missed = After(Requested, Created, Joined(), new DispatchMade(1, "AD_1", At(1)));

    private readonly Outside _outside = new();
    private readonly World _words; // keeps them, and loses no request
    private readonly AgentWork _work;

    public AgentWorkTests()
    {
        var clock = new WorldClock(At(60));
        _words = new World(clock, new Random(2));
        _work = new AgentWork(_outside, _outside, _words, new CallClock(clock));
    }

    [Fact]
    public async Task Look_JobIsPending_GetsMoreTimeOnce()
    {
        _outside.Listed.Add(new AgentCall("AD_1", Pending: true));

        Assert.Equal([new DispatchPending(1, At(60))], await LookAsync(s_missed));
        Assert.Equal([new DispatchLost(1, At(60))], await LookAsync(s_missed.Apply(new DispatchPending(1, At(40)))));
    }

    [Fact]
    public async Task Look_NoJobOfThisDispatchIsPending_ItIsLost()
    {
        Assert.Equal([new DispatchLost(1, At(60))], await LookAsync(s_missed)); // it is not listed

        _outside.Listed.Add(new AgentCall("AD_1", Pending: false));
        Assert.Equal([new DispatchLost(1, At(60))], await LookAsync(s_missed));

        _outside.Listed.Add(new AgentCall("AD_2", Pending: true));
        Assert.Equal([new DispatchLost(1, At(60))], await LookAsync(s_missed));
    }

    [Fact]
    public async Task Look_AgentIsThere_SaysSoWhateverIsPending()
    {
        _outside.Listed.Add(new AgentCall("AD_1", Pending: true));
        _outside.Present.Add(Joined("PA_2", ParticipantKind.Agent));

        Assert.Equal([Joined("PA_2", ParticipantKind.Agent)], await LookAsync(s_missed));
    }

    [Fact]
    public async Task Dispatch_AfterOneThatIsLost_TellsWhatWasSaidInItsOrder()
    {
        await SayAsync("1", 9, "Call her today.", Speaker.Fred);
        await SayAsync("2", 5, "One is leaving.");

        Assert.Equal("Founder: One is leaving.\nFred: Call her today.", await ToldAsync(s_missed, 2));
    }

    [Fact]
    public async Task Dispatch_FirstOrNothingSaid_TellsNothing()
    {
        Assert.Null(await ToldAsync(s_missed, 2));

        await SayAsync("1", 5, "One is leaving.");
        Assert.Null(await ToldAsync(After(Requested, Created), 1));
    }

    [Theory]
    [InlineData(7_991, "Founder: ")] // 8,000 characters with it
    [InlineData(7_992, "ounder: ")]
    public async Task Dispatch_LongLine_IsCutAtItsBeginningTo8000Characters(int length, string begins)
    {
        var text = new string('a', length);
        await SayAsync("1", 5, text);

        Assert.Equal(begins + text, await ToldAsync(s_missed, 2));
    }

    [Fact]
    public async Task Dispatch_LongTalk_TellsItsEndAlone()
    {
        string[] said = [.. Enumerable.Range(0, 10).Select(n => new string((char)('a' + n), 1_000))];
        for (var n = 0; n < said.Length; n++)
            await SayAsync($"{n}", n, said[n]);

        Assert.Equal(string.Join('\n', said.Select(text => "Founder: " + text))[^8_000..], await ToldAsync(s_missed, 2));
    }

    private Task<IReadOnlyList<CallEvent>> LookAsync(CallState call) =>
        _work.LookAsync(new WorkOrder(Room, call, 1, new LookForAgent(1)), new LookForAgent(1), CancellationToken.None);

    private async Task<string?> ToldAsync(CallState call, int number)
    {
        var action = new DispatchAgent(number, LookFirst: number > 1);
        Assert.Equal(
            [new DispatchMade(number, "AD_new", At(60))],
            await _work.DispatchAsync(new WorkOrder(Room, call, 1, action), action, CancellationToken.None));
        return _outside.Resume;
    }

    private async Task SayAsync(string id, double at, string text, Speaker speaker = Speaker.User) => await _words.AppendAsync(
        Room, [new TranscriptSegment { Id = id, Speaker = speaker, Text = text, StartedAt = At(at), Final = true }], CancellationToken.None);

    /// <summary>A LiveKit that lists what a test says, and keeps what the agent is told.</summary>
    private sealed class Outside : ICallRooms, IAgents
    {
        public List<AgentCall> Listed { get; } = [];

        public List<ParticipantSeen> Present { get; } = [];

        public string? Resume { get; private set; }

        public Task<string> DispatchAsync(string room, CallRequested request, string? resume, CancellationToken cancellationToken)
        {
            Resume = resume;
            return Task.FromResult("AD_new");
        }

        public Task<IReadOnlyList<AgentCall>> ListAsync(string room, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<AgentCall>>(Listed);

        public Task TakeBackAsync(string room, string dispatchId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<RoomCreated> CreateAsync(string room, CallRequested request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(string room, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> FindAsync(string room, CancellationToken cancellationToken) => Task.FromResult<string?>(Sid);

        public Task<IReadOnlyList<ParticipantSeen>> ParticipantsAsync(
            string room, string roomSid, DateTimeOffset now, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ParticipantSeen>>(Present);
    }
}
