namespace OrleansCalls.WebFront.Requests;

/// <summary>Reads the parameters of a query string; what is wrong is complained about by the parameter's name.</summary>
internal sealed class QueryFields(IQueryCollection query, FieldErrors errors)
{
    /// <summary>The value, or null where it is absent or was complained about.</summary>
    public T? Read<T>(string name, Func<string, T?> parse, string expectation) where T : struct
    {
        var values = query[name];
        if (values.Count == 0)
            return null;
        if (values.Count == 1 && values[0] is { } value && parse(value) is { } read)
            return read;
        errors.Add(name, values.Count > 1 ? "must be given once" : expectation);
        return null;
    }
}
