using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Starts;

/// <summary>What a start that gave no call is answered with.</summary>
internal static class StartRefusals
{
    public static Failure ToFailure(this StartOutcome outcome, HttpContext context) => outcome switch
    {
        StartOutcome.NotStarted failed => Failure.Of(
            context, StatusCodes.Status502BadGateway, $"The call could not be started: {failed.Reason}"),
        StartOutcome.KeyReused => Failure.Of(
            context, StatusCodes.Status422UnprocessableEntity, "This Idempotency-Key belongs to a start with another body"),
        StartOutcome.AlreadyEnded => Failure.Of(
            context, StatusCodes.Status409Conflict, "The call of this Idempotency-Key has ended"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
