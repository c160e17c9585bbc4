using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.Grains.Recordings;

namespace OrleansCalls.Grains.Sweeping;

/// <summary>Tells strays from what belongs to a live call.</summary>
internal static class Strays
{
    /// <summary>Whether anything could be amiss, which storage then decides.</summary>
    public static bool MayStray(ListedRoom room, StrayOptions options, DateTimeOffset askedAt) =>
        RoomName.CouldBeOurs(room.Name) && room.CreatedAt + options.Age <= askedAt;

    /// <summary>Whether anything could be amiss; a recorder under another's key is another's.</summary>
    public static bool MayStray(ListedRecorder recorder, StrayOptions options, DateTimeOffset askedAt) =>
        RoomName.CouldBeOurs(recorder.Room)
        && recorder.Report.IsRunning()
        && RecordingKeys.AreOf(RecordingKeys.First(recorder.Room), recorder.Report.Key)
        && recorder.AskedForAt + options.Age <= askedAt;

    /// <summary>What is done about a room.</summary>
    public static StrayVerdict Judge(ListedRoom room, CallState? call, StrayOptions options, DateTimeOffset askedAt) =>
        call is null ? OfNoCall(options)
        : call.Erasure?.RemovedAt is not null ? StrayVerdict.TellIfInhabited
        : call.Request is null ? OfNoCall(options)
        : EndedJustNow(call, options, askedAt) ? StrayVerdict.Leave
        : call.Room.Sid != room.Sid || call.StartFailure is not null ? StrayVerdict.Tell
        : call.Status() is CallStatus.InProgress ? StrayVerdict.Leave
        : call.Room.IsUnknown ? StrayVerdict.Close // who is listed in it is not there
        : StrayVerdict.TellIfInhabited;

    /// <summary>What is done about a recorder.</summary>
    public static StrayVerdict Judge(ListedRecorder recorder, CallState? call, StrayOptions options, DateTimeOffset askedAt)
    {
        var report = recorder.Report;
        if (call is null or { Request: null, Erasure: null })
        {
            return IsTimeAgain(askedAt - recorder.AskedForAt, options) ? OfNoCall(options) : StrayVerdict.Leave;
        }

        // What it uploads must be removed; one whose worker died must not have its call watched for ever.
        if (call.Erasure?.RemovedAt is not null)
        {
            return IsTimeAgain(askedAt - recorder.AskedForAt, options) ? StrayVerdict.Tell : StrayVerdict.Leave;
        }

        if (EndedJustNow(call, options, askedAt))
        {
            return StrayVerdict.Leave;
        }

        if (!call.Recording.Egresses.TryGetValue(report.EgressId, out var known))
        {
            return StrayVerdict.Tell;
        }

        // The call knew, and did what it could; or it looks after a recorder of its own room.
        var useless = call.EndedAt() is not null || (report.RoomSid is { } sid && sid != call.Room.Sid);
        var since = Times.Later(recorder.AskedForAt, call.EndedAt());
        return useless && known.IsRunning() && IsTimeAgain(askedAt - since, options) ? StrayVerdict.Tell : StrayVerdict.Leave;
    }

    private static bool EndedJustNow(CallState call, StrayOptions options, DateTimeOffset askedAt) =>
        call.EndedAt() + options.Age > askedAt;

    private static StrayVerdict OfNoCall(StrayOptions options) => options.CloseUnknown ? StrayVerdict.Close : StrayVerdict.Unknown;

    // A recorder whose worker died is listed for ever, and no request ends it. So it is taken up in the first rounds and
    // then each time that its age has doubled: ten times in two days, seventeen in a year, with nothing to remember.
    private static bool IsTimeAgain(TimeSpan? age, StrayOptions options)
    {
        var rounds = age is { } known ? known / options.Interval : 0;
        return rounds < 1 || rounds - Math.Pow(2, Math.Floor(Math.Log2(rounds))) < 1.5;
    }
}
