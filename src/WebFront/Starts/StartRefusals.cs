using OrleansCalls.Grains.Interfaces.Limits;
using OrleansCalls.WebFront.Answers;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Starts;

/// <summary>What a start that gave no call is answered with.</summary>
internal static class StartRefusals
{
    public static Failure ToFailure(this StartOutcome outcome, HttpContext context) => outcome switch
    {
        StartOutcome.NotStarted failed => Failure.Of(
            context, StatusCodes.Status502BadGateway, $"The call could not be started: {failed.Reason}"),
        StartOutcome.LimitReached { Limit: var reached } => Failure.TooMany(
            context, reached.Limit is StartLimit.Minute ? Limit.StartsOfAUser : Limit.LiveCallsOfAUser, Words(reached), TimeSpan.FromSeconds(Math.Ceiling(reached.RetryAfter.TotalSeconds))),
        StartOutcome.KeyReused => Failure.Of(
            context, StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key belongs to a start with another body"),
        StartOutcome.AlreadyEnded => Failure.Of(
            context, StatusCodes.Status409Conflict, "The call of this Idempotency-Key has ended"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string Words(StartLimitReached reached) => reached.Limit is StartLimit.Minute
        ? $"Too many calls: a user may start {reached.Most} in a minute"
        : $"Too many calls: a user may have {reached.Most} at once";
}
