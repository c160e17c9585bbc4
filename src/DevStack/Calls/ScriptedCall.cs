using System.Diagnostics;
using OrleansCalls.DevStack.Recordings;
using OrleansCalls.DevStack.Stack;

namespace OrleansCalls.DevStack.Calls;

/// <summary>One complete call, made as its three callers make it: the founder's browser, the agent's worker, and LiveKit (the sandbox).</summary>
internal sealed class ScriptedCall : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly FounderClient founder;
    private readonly AgentClient agent;
    private readonly SandboxClient sandbox;
    private readonly Action<string> say;

    public ScriptedCall(StackAddresses addresses, string founderToken, string agentSecret, Action<string> say)
    {
        founder = new FounderClient(addresses.Api, founderToken);
        agent = new AgentClient(addresses.Api, agentSecret);
        sandbox = new SandboxClient(addresses.LivekitUrl!);
        this.say = say;
    }

    public async Task<CallReport> MakeAsync(CancellationToken cancellationToken)
    {
        var call = await founder.StartAsync(cancellationToken);
        say($"call started: room {call.Room}");

        var clock = Stopwatch.StartNew();
        var me = await sandbox.JoinAsync(call.Token, cancellationToken);
        say($"the founder joined as {me.Identity}");
        var fred = await WaitForAgentAsync(call.Room, cancellationToken);
        say($"the agent joined as {fred}");

        var lines = await SpeakAsync(call.Room, me.Identity, fred, cancellationToken);
        await founder.HandInTranscriptAsync(call, (int)clock.Elapsed.TotalSeconds, lines, cancellationToken);
        say("the founder's client handed in its transcript");
        await sandbox.LeaveAsync(call.Room, me.Identity, cancellationToken);
        say("the founder left");
        await founder.EndAsync(call.Room, cancellationToken);
        say("the call was ended; waiting for its recording and summary");

        var page = await WaitForCompletionAsync(call.Room, cancellationToken);
        var missing = MissingFrom(page, lines.Count);
        if (missing.Count == 0)
        {
            var spoken = TimeSpan.FromTicks(lines.Sum(line => (line.EndedAt - line.StartedAt).Ticks));
            missing = await CheckRecordingAsync(call.Room, page, spoken, clock.Elapsed, cancellationToken);
        }

        return new CallReport(call.Room, page, missing);
    }

    public void Dispose()
    {
        founder.Dispose();
        agent.Dispose();
        sandbox.Dispose();
    }

    private static List<string> MissingFrom(CallPage page, int lines)
    {
        List<string> missing = [];
        if (page.Status != "completed")
        {
            missing.Add($"its status is {page.Status ?? "unknown"}");
        }

        if (page.TranscriptSegments < lines)
        {
            missing.Add($"its transcript has {page.TranscriptSegments} of {lines} segments");
        }

        if (string.IsNullOrWhiteSpace(page.Summary))
        {
            missing.Add("it has no summary");
        }

        if (page.RecordingState != "ready")
        {
            missing.Add($"its recording is {page.RecordingState ?? "unknown"} {page.RecordingReason}".TrimEnd());
        }

        return missing;
    }

    /// <summary>The sandbox's agent joins by itself when it is dispatched.</summary>
    private async Task<string> WaitForAgentAsync(string room, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Deadline;)
        {
            var participants = await sandbox.ParticipantsAsync(room, cancellationToken);
            if (participants.FirstOrDefault(participant => participant.IsAgent) is { } fred)
            {
                return fred.Identity;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        throw new InvalidOperationException("No agent joined: was it dispatched?");
    }

    private async Task<List<SpokenLine>> SpeakAsync(string room, string me, string fred, CancellationToken cancellationToken)
    {
        List<SpokenLine> spoken = [];
        foreach (var line in await sandbox.ScriptAsync(cancellationToken))
        {
            var speech = await sandbox.SpeakAsync(room, line.IsFounders ? me : fred, line.Text, cancellationToken);
            var started = DateTimeOffset.FromUnixTimeMilliseconds(speech.StartedAt);
            var ended = DateTimeOffset.FromUnixTimeMilliseconds(speech.EndedAt);
            say($"{(line.IsFounders ? "Founder" : "Fred")}: {line.Text}");
            await UntilAsync(ended, cancellationToken);

            var segment = new SpokenLine($"segment-{spoken.Count + 1}", line.IsFounders ? "user" : "fred", line.Text, started, ended);
            await agent.PostSegmentAsync(room, segment, cancellationToken);
            spoken.Add(segment);
        }

        return spoken;
    }

    private static async Task UntilAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var left = time - TimeProvider.System.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System, cancellationToken);
        }
    }

    /// <returns>The page when nothing is missing any more, or as it is at the deadline.</returns>
    private async Task<CallPage> WaitForCompletionAsync(string room, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var seen = string.Empty;
        while (true)
        {
            var page = await founder.PageAsync(room, cancellationToken);
            var now = $"status {page.Status}, recording {page.RecordingState}, summary {(page.Summary is null ? "not yet" : "written")}";
            if (now != seen)
            {
                say(seen = now);
            }

            if (MissingFrom(page, lines: 0).Count == 0 || clock.Elapsed > Deadline)
            {
                return page;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<List<string>> CheckRecordingAsync(
        string room, CallPage page, TimeSpan spoken, TimeSpan sinceJoin, CancellationToken cancellationToken)
    {
        var link = await founder.RecordingAsync(room, cancellationToken);
        var bytes = await RecordingDownload.GetAsync(link.Url, cancellationToken);
        var file = OggFile.Read(bytes);
        say($"the recording was fetched by its presigned link: {bytes.Length} bytes, {file.Duration.TotalSeconds:0.0} s of Opus in {file.Pages} pages");

        List<string> wrong = [];
        if (file.Problem is not null)
        {
            wrong.Add($"its recording is no valid OGG file: {file.Problem}");
        }
        else if (file.Duration < spoken * 0.8 || file.Duration > sinceJoin)
        {
            wrong.Add($"its recording lasts {file.Duration.TotalSeconds:0.0} s, but {spoken.TotalSeconds:0.0} s were spoken");
        }

        if (bytes.Length != page.RecordingSize || (link.SizeBytes is { } said && said != bytes.Length))
        {
            wrong.Add($"its recording has {bytes.Length} bytes, but its page says {page.RecordingSize} and its link {link.SizeBytes}");
        }

        return wrong;
    }
}
