using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Requests;

/// <summary>Answers 400, naming the fields, in place of a handler that was given an unfit <see cref="IInput"/>.</summary>
internal sealed class ValidInput : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var errors = context.Arguments.OfType<IInput>().Select(i => i.Errors).FirstOrDefault(e => e.Any);
        return errors is null ? await next(context) : Failure.Of(context.HttpContext, 400, "Invalid request", errors);
    }
}
