using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Calls;

/// <summary>Answers 503 on routes that need LiveKit while its settings are absent.</summary>
internal sealed class CallingConfigured(LiveKitAccess liveKit) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        liveKit.IsConfigured
            ? next(context)
            : ValueTask.FromResult<object?>(Failure.Of(
                context.HttpContext, StatusCodes.Status503ServiceUnavailable, "Voice calling is not configured"));
}
