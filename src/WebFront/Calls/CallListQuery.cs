using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Queries;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Calls;

/// <summary>Which of the user's calls to list, from the query string.</summary>
internal sealed class CallListQuery : IInput, IBindableFromHttpContext<CallListQuery>, IEndpointParameterMetadataProvider
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;
    private const int MaxTextChars = 256;

    private static readonly DocumentedParameter[] s_parameters =
    [
        new("limit", InHeader: false, "How many, 1 to 100; 20 unless given", "20"),
        new(
            "cursor",
            InHeader: false,
            "The `nextCursor` of the page before. It is a place among the caller's calls, from which the older ones follow: calls that arrive "
                + "or end meanwhile are neither repeated nor cause others to be missed, and it may be used with other filters and another `limit`",
            "AHjkhyBU3ghF4W4xo4VPQpd1_0dl0a0F"),
        new("status", InHeader: false, "`scheduled`, `in_progress`, `completed` or `cancelled`", "completed"),
        new("callType", InHeader: false, "`on-demand` or `scheduled`", "on-demand"),
        new("from", InHeader: false, "Created at this time or later (ISO 8601 with an offset)", "2026-01-01T00:00:00Z"),
        new("to", InHeader: false, "Created before this time (ISO 8601 with an offset)", "2026-02-01T00:00:00Z"),
        new(
            "text",
            InHeader: false,
            "Words that summary and transcript contain, in any case and order: `price list`, `\"price list\"` (beside each other), `-lost` (without), "
                + "`coffee or tea`. The last word may be unfinished unless something follows it: `pric` finds pricing. At least one letter or "
                + "digit and at most 256 bytes. Each call found has a `snippet`",
            "pricing page"),
    ];

    private readonly IQueryCollection _query;

    private CallListQuery(IQueryCollection query)
    {
        _query = query;
        Filter = new CallFilter
        {
            UserId = "",
            Limit = Read("limit", ReadLimit, $"must be a number from 1 to {MaxLimit}") ?? DefaultLimit,
            Cursor = Text("cursor"),
            Status = Text("status") is { } status ? Known("status", status) : null,
            CallType = Read("callType", CallTypes.Parse, "must be on-demand or scheduled"),
            From = Read("from", Iso8601.Parse, Iso8601.Expectation),
            To = Read("to", Iso8601.Parse, Iso8601.Expectation),
            Text = Text("text") is { } text ? WithAWord("text", text) : null,
        };
    }

    public FieldErrors Errors { get; } = new();

    private CallFilter Filter { get; }

    public static ValueTask<CallListQuery?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<CallListQuery?>(new CallListQuery(context.Request.Query));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var documented in s_parameters)
            builder.Metadata.Add(documented);
    }

    public CallFilter For(string userId) => Filter with { UserId = userId };

    private static int? ReadLimit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit ? limit : null;

    private string? Known(string name, string status)
    {
        if (status is "scheduled" or "in_progress" or "completed" or "cancelled")
            return status;
        Errors.Add(name, "must be scheduled, in_progress, completed or cancelled");
        return null;
    }

    private string? WithAWord(string name, string text)
    {
        if (text.EnumerateRunes().Any(Rune.IsLetterOrDigit))
            return text;
        Errors.Add(name, "must contain a letter or a digit");
        return null;
    }

    private string? Text(string name)
    {
        if (Single(name) is not { Length: > 0 } value)
            return null;
        if (RequestText.WhyNoName(value, MaxTextChars) is not { } reason)
            return value;
        Errors.Add(name, reason);
        return null;
    }

    private T? Read<T>(string name, Func<string, T?> parse, string expectation) where T : struct
    {
        if (Single(name) is not { } value)
            return null;
        if (parse(value) is { } read)
            return read;
        Errors.Add(name, expectation);
        return null;
    }

    private string? Single(string name)
    {
        var values = _query[name];
        if (values.Count > 1)
            Errors.Add(name, "must be given once");
        return values.Count == 1 ? values[0] : null;
    }
}
