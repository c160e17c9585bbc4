namespace OrleansCalls.WebFront.Requests;

/// <summary>An argument of a handler that may turn out to be unfit: <see cref="ValidInput"/> then answers in the handler's place.</summary>
internal interface IInput
{
    FieldErrors Errors { get; }
}
