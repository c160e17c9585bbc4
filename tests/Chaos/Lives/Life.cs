using System.Text.Json;
using OrleansCalls.Chaos.Callers;

namespace OrleansCalls.Chaos.Lives;

/// <summary>One call as its founder, the founder's client and the agent's worker live it.</summary>
internal sealed class Life(LifePlan plan, CallLedger ledger, Product product, SandboxControl sandbox, CancellationToken cancellationToken)
{
    /// <summary>For how long a client tries to reach LiveKit.</summary>
    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    /// <summary>Beyond this nobody waits any more for the server to end the room.</summary>
    private static readonly TimeSpan LongestStay = TimeSpan.FromSeconds(120);

    /// <summary>For how long the founder of a wounded call stays: many times what healing takes at the usual scale.</summary>
    private static readonly TimeSpan HealingTime = TimeSpan.FromSeconds(12);

    private readonly Worker worker = new(product, ledger, cancellationToken);
    private readonly List<(PlannedLine Line, DateTimeOffset StartedAt)> said = [];
    private string token = "";
    private DateTimeOffset lastSaidAt;

    public async Task LiveAsync()
    {
        await StartAsync();
        if (ledger.Room is not { } room)
        {
            return;
        }

        if (plan.JoinsAfter is { } delay)
        {
            await Pause(delay);
            var me = await sandbox.JoinAsync(token, ClientPatience, cancellationToken);
            ledger.Joined = me is not null;
            ledger.JoinedAt = me is null ? null : TimeProvider.System.GetUtcNow();
            foreach (var line in plan.Lines)
            {
                await SayAsync(room, me, line);
            }

            worker.Flush();
            if (plan.Wound is not Wound.None && me is not null)
            {
                ledger.Wounded = await sandbox.InflictAsync(room, plan.Wound, cancellationToken) ? plan.Wound : Wound.None;
                await Pause(HealingTime);
            }

            await EndAsync(room, me);
            await AfterwardsAsync(room);
        }
        else if (plan.Ending is Ending.EndRoute)
        {
            await AskForEndAsync(room);
        }

        await worker.FinishAsync();
        ledger.LastActAt = TimeProvider.System.GetUtcNow();
    }

    private async Task StartAsync()
    {
        var answer = await product.StartAsync(plan, cancellationToken);
        ledger.StartStatus = answer.Status;
        if (answer.IsSuccess)
        {
            token = plan.DropInRoute ? Text(answer.Body, "token") : Text(answer.Body.GetProperty("join"), "token");
            ledger.Room = Text(answer.Body, "room");
        }
        else
        {
            ledger.LastActAt = TimeProvider.System.GetUtcNow();
        }
    }

    private async Task SayAsync(string room, string? me, PlannedLine line)
    {
        var startedAt = NextMoment();
        worker.Hears(line, startedAt);
        if (me is not null && line.Speaker is "user")
        {
            await sandbox.SpeakAsync(room, me, line.Text, line.Length, cancellationToken);
        }

        await Pause(line.Length);
        worker.HeardAll(line, startedAt, TimeProvider.System.GetUtcNow());
        said.Add((line, startedAt));
    }

    private async Task EndAsync(string room, string? me)
    {
        if (plan.HandsInBeforeTheEnd && plan.HandIns > 0)
        {
            await HandInAsync(room, first: true);
        }

        ledger.LeavesAt = plan.Ending is Ending.StaysToMaximum ? null : TimeProvider.System.GetUtcNow();
        switch (plan.Ending)
        {
            case Ending.EndRoute:
                await AskForEndAsync(room);
                break;
            case Ending.StaysToMaximum:
                await WaitUntilGoneAsync(room, LongestStay);
                break;
            case Ending.Leaves or Ending.BrowserClosed when me is not null:
                await sandbox.LeaveAsync(room, me, ClientPatience, cancellationToken);
                break;
        }

        for (var handIn = plan.HandsInBeforeTheEnd ? 1 : 0; handIn < plan.HandIns; handIn++)
        {
            await HandInAsync(room, first: handIn == 0);
        }
    }

    private async Task AfterwardsAsync(string room)
    {
        if (plan.LateLines.Count > 0)
        {
            await Pause(plan.LateAfter);
            foreach (var line in plan.LateLines)
            {
                var startedAt = NextMoment();
                worker.HeardAll(line, startedAt, startedAt + line.Length);
            }

            worker.Flush();
        }

        if (plan.Rejoins)
        {
            await WaitUntilGoneAsync(room, ClientPatience);
            if (await sandbox.JoinAsync(token, ClientPatience, cancellationToken) is { } again && !plan.StaysAfterRejoin)
            {
                await Pause(LookPause);
                await sandbox.LeaveAsync(room, again, ClientPatience, cancellationToken);
            }
        }
    }

    /// <summary>The first of two hands in what was said until the middle of the call, the last everything.</summary>
    private async Task HandInAsync(string room, bool first)
    {
        var count = first && plan.HandIns > 1 ? said.Count / 2 : said.Count;
        List<Product.ClientLine> lines =
        [
            .. said.Take(count).Where(s => s.Line.ClientHears)
                .Select(s => new Product.ClientLine(s.Line.Speaker, s.Line.ClientText, s.StartedAt)),
        ];
        var answer = await product.HandInAsync(
            plan.User, new Product.ClientTranscript(room, plan.CallType, said.Count, lines), cancellationToken);
        if (answer.IsSuccess)
        {
            ledger.HandedInLines(lines);
        }
        else
        {
            ledger.Refused("the client's transcript", answer);
        }
    }

    private async Task AskForEndAsync(string room)
    {
        var answer = await product.EndAsync(plan.User, room, cancellationToken);
        if (!answer.IsSuccess)
        {
            ledger.Refused("the end", answer);
        }
    }

    private async Task WaitUntilGoneAsync(string room, TimeSpan patience)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await sandbox.LivesAsync(room, cancellationToken) is not false && TimeProvider.System.GetElapsedTime(began) < patience)
        {
            await Pause(LookPause);
        }
    }

    /// <summary>Now, and later than anything said before, so that the order of lines is the order of their times.</summary>
    private DateTimeOffset NextMoment()
    {
        var now = TimeProvider.System.GetUtcNow();
        return lastSaidAt = now > lastSaidAt ? now : lastSaidAt.AddMilliseconds(1);
    }

    private Task Pause(TimeSpan length) => Task.Delay(length, TimeProvider.System, cancellationToken);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
