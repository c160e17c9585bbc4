using System.Collections.Immutable;
using System.Text.Json;
using FsCheck.Xunit;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Interfaces.Recordings;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Timelines;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Calls;

/// <summary>Somebody who comes and goes all the time makes no call's state grow, and what it says is the same.</summary>
public class StaysTests
{
    private const int Bound = Stays.Most + 1; // and the agent

    [Property(MaxTest = 200)]
    public void Stays_VeryManyInAnyOrder_AreBoundedAndMeanTheSame(int seed)
    {
        var random = new Random(seed);
        var facts = Facts(random, stays: random.Next(1, 150), isThere: random.Next(2) is 0);
        var told = facts.Concat(facts.Where(_ => random.Next(3) is 0)).ToArray();
        if (random.Next(3) is 0)
            random.Shuffle(told);
        else
            ShuffleALittle(random, told);

        var call = After(Requested, Created);
        foreach (var fact in told)
        {
            call = call.Apply(fact);
            Assert.InRange(call.Participants.Count, 1, Bound);
        }

        IsTheSame(call with { Participants = Unbounded(facts) }, call);
        call = call.Apply(new RoomFinished(Sid, At(2000)));
        IsTheSame(call with { Participants = Unbounded(facts) }, call);
        Assert.All(told.Where(_ => random.Next(20) is 0), fact => Assert.True(CallJson.SameFacts(call, call.Apply(fact)))); // nothing that is repeated is news
    }

    [Fact]
    public void Stays_InVeryManyStrayRooms_AreBoundedAndTheOwnRoomsStay()
    {
        var call = After(Requested, Created, Joined(at: 2), Left(at: 32));
        for (var i = 0; i < 500; i++)
        {
            call = call.Apply(Joined($"PA_stray-{i}", at: 100 + i) with { RoomSid = $"RM_stray-{i}", Identity = "PA_1" });
            call = call.Apply(new RoomSeen($"RM_stray-{i}", At(100 + i)));
            call = i < 499 ? call.Apply(new RoomFinished($"RM_stray-{i}", At(101 + i))) : call;
        }

        Assert.Equal(Stays.Most + 1, call.Participants.Count);
        Assert.InRange(call.Room.Sightings.Count, 2, RoomFacts.MostStrays + 2); // the own one, and the one that may live
        Assert.True(call.Room.StrayAlive);
        Assert.Contains("RM_stray-499", call.Room.Sightings.Keys);
        Assert.Equal((At(2), At(32)), (call.FirstHumanJoinedAt(), call.LastHumanLeftAt()));
        Assert.Contains("PA_stray-499", call.Participants.Keys);
    }

    [Fact]
    public void Stays_OfWhichAnEarlierOneIsHeardLate_KnowAllThatTheyStandFor()
    {
        // Both joined within one second: which was first, their sids say.
        ParticipantFacts merged = new() { JoinedAt = At(2), LeftAt = At(50), TogetherUntil = At(40) };

        var together = new ParticipantFacts { JoinedAt = At(2), LeftAt = At(3) }.TogetherWith(merged, At(50));

        Assert.Equal((At(2), At(50), At(40)), (together.JoinedAt, together.LeftAt, together.TogetherUntil));
    }

    [Fact]
    public void Stays_ThatWerePutTogether_AreWrittenAndRead()
    {
        var call = Facts(new Random(1), stays: 100, isThere: true).Aggregate(After(Requested, Created), (c, fact) => c.Apply(fact));
        var json = JsonSerializer.Serialize(call, CallJson.Options);
        var read = JsonSerializer.Deserialize<CallState>(json, CallJson.Options)!;

        Assert.Equal(json, JsonSerializer.Serialize(read, CallJson.Options));
        Assert.Contains("\"togetherUntil\"", json, StringComparison.Ordinal);
        IsTheSame(call, read);
    }

    [Fact]
    public void Timeline_OfAStayThatWasPutTogether_TellsNothingTwice()
    {
        var facts = Facts(new Random(1), stays: 100, isThere: false);
        var call = facts.Aggregate(After(Requested, Created), (c, fact) => c.Apply(fact));

        Assert.All(facts, fact => Assert.Empty(TimelineFacts.Of(call, fact, call.Apply(fact), Noon)));
    }

    private static void IsTheSame(CallState expected, CallState actual)
    {
        RecordingSegment[] segments = [new() { Key = Key, State = RecordingState.Ready, StartedAt = At(10), EndedAt = At(60) }];
        Assert.Equal(expected.FirstHumanJoinedAt(), actual.FirstHumanJoinedAt());
        Assert.Equal(expected.FirstHumanAudioAt(), actual.FirstHumanAudioAt());
        Assert.Equal(expected.LastHumanLeftAt(), actual.LastHumanLeftAt());
        Assert.Equal(expected.HumanPresent(), actual.HumanPresent());
        Assert.Equal(expected.DurationSeconds(), actual.DurationSeconds());
        Assert.Equal(expected.Status(), actual.Status());
        Assert.Equal(TalkedTime.Coverage(expected, segments), TalkedTime.Coverage(actual, segments));
    }

    // One after the other, by one identity; each leave is told, but for the last one's where somebody is there.
    private static List<ParticipantSeen> Facts(Random random, int stays, bool isThere)
    {
        List<ParticipantSeen> facts = [Joined("PA_agent", ParticipantKind.Agent, at: 1)];
        for (var (i, at) = (0, 2); i < stays; i++)
        {
            var stay = Joined($"PA_{random.Next():x8}", at: at) with { Identity = "ana" };
            facts.Add(stay);
            at += random.Next(3);
            if (random.Next(2) is 0)
                facts.Add(stay with { Kind = null, JoinedAt = null, AudioAt = At(at) });
            at += random.Next(5);
            if (i < stays - 1 || !isThere)
                facts.Add(stay with { JoinedAt = random.Next(2) is 0 ? stay.JoinedAt : null, LeftAt = At(at) });
            at += random.Next(1, 3);
        }

        return facts;
    }

    private static void ShuffleALittle(Random random, ParticipantSeen[] told)
    {
        for (var i = 0; i < told.Length; i++)
        {
            var other = Math.Min(told.Length - 1, i + random.Next(20));
            (told[i], told[other]) = (told[other], told[i]);
        }
    }

    private static ImmutableSortedDictionary<string, ParticipantFacts> Unbounded(IEnumerable<ParticipantSeen> facts) => facts.Aggregate(
        ImmutableSortedDictionary<string, ParticipantFacts>.Empty,
        (all, fact) => all.SetItem(fact.ParticipantSid, (all.GetValueOrDefault(fact.ParticipantSid) ?? new ParticipantFacts()).Merge(fact)));
}
