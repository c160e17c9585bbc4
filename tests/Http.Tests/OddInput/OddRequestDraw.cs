using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.WebFront.Auth;

namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>
/// Draws odd requests: one good request of every route in turn, with one thing about it made odd. What could be right all the same
/// is aimed at calls that do not exist, or has a field beside the odd one that fits nothing, so that nothing may change.
/// </summary>
/// <param name="seed">The same seed draws the same requests.</param>
/// <param name="routes">All routes.</param>
/// <param name="room">A call of the user's.</param>
/// <param name="user">Who asks.</param>
internal sealed class OddRequestDraw(int seed, IReadOnlyList<ApiRoute> routes, string room, string user)
{
    private const string NoRoom = "ana_fred-call_1";
    private static readonly string s_noId = Guid.Empty.ToString();

    private static readonly JsonNode[] s_ofEachType = [7, 1.5, true, "text", new JsonArray(), new JsonArray("text"), new JsonObject()];

    // LiveKit's, of a call that does not exist.
    private static readonly JsonObject s_event = new()
    {
        ["event"] = "participant_joined",
        ["id"] = "EV_1",
        ["createdAt"] = "1767225600",
        ["room"] = new JsonObject { ["sid"] = "RM_1", ["name"] = NoRoom, ["creationTime"] = "1767225600" },
        ["participant"] = new JsonObject
        {
            ["sid"] = "PA_1",
            ["identity"] = "ana",
            ["kind"] = "STANDARD",
            ["joinedAt"] = "1767225600",
            ["tracks"] = new JsonArray(new JsonObject { ["sid"] = "TR_1", ["type"] = "AUDIO" }),
        },
    };

    /// <summary>The operators' key in the program that is asked.</summary>
    public const string OperatorKey = "an-operators-key-of-32-bytes-or-more";

    private readonly string _token = TestTokens.For(user);

    public OddRequest Draw(int index)
    {
        var random = new Random(unchecked((seed * 1_000_003) + index));
        var route = routes[index % routes.Count];
        return (index / routes.Count % 9) switch
        {
            0 when route.Body is not null => Of(route, "no JSON", Path(route, random.Next(2) == 0 ? room : NoRoom), Pick(random, OddValues.NoJson), mustFail: true),
            1 when route.Body is not null => Of(route, "wrong type", Path(route, random.Next(2) == 0 ? room : NoRoom), WrongType(route, random), mustFail: true),
            2 when route.IsWebhook => OddEvent(route, random),
            2 when route.Body is not null => Of(route, "odd value", Path(route, NoRoom), OddBody(route, random), mustFail: true),
            3 => Of(route, "query", OddQuery(route, random), Unfit(route, random)),
            4 => Of(route, "header", Path(route, NoRoom), Unfit(route, random), header: Pick(random, OddValues.HeaderLines)),
            5 => Of(route, "token", Path(route, room), Unfit(route, random), mustFail: route.NeedsCaller || route.IsWebhook, authorization: Pick(random, OddTokens.All)),
            6 => Of(route, "method", Path(route, NoRoom), Pick(random, OddValues.NoJson), method: Pick(random, OddValues.Methods)),
            7 when route.Body is not null => Of(route, "content type", Path(route, NoRoom), Unfit(route, random), contentType: Pick(random, OddValues.ContentTypes)),
            _ => Of(route, "path", OddPath(route, random), Unfit(route, random)),
        };
    }

    private OddRequest Of(
        ApiRoute route, string kind, string path, byte[]? body, bool mustFail = false, string? header = null, string? authorization = null,
        string? method = null, string contentType = "application/json")
    {
        var head = new StringBuilder($"{method ?? route.Method} {path} HTTP/1.1\r\nHost: calls.test\r\n");
        if (Caller(route, path, body, authorization) is { Length: > 0 } caller)
            head.Append(caller).Append("\r\n");
        if (header is not null)
            head.Append(header).Append("\r\n");
        if (body is not null)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {contentType}\r\nContent-Length: {body.Length}\r\n");
        return new OddRequest(route, kind, [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body ?? []], mustFail);
    }

    private string Caller(ApiRoute route, string path, byte[]? body, string? authorization) => authorization switch
    {
        "" => "",
        not null => "Authorization: " + authorization,
        _ when route.IsWebhook && body is not null => "Authorization: " + TestTokens.ForWebhook(body),
        _ when route.IsForOperators => $"{AuthSetup.OperatorHeader}: {OperatorKey}",
        _ when route.IsForTheAgent && (path.Length + (body?.Length ?? 0)) % 2 is 1 => $"{AuthSetup.AgentHeader}: {CallStack.AgentKey}",
        _ => "Authorization: Bearer " + _token,
    };

    // A body that no route takes, where the oddity lies elsewhere and a good one could do something.
    private static byte[]? Unfit(ApiRoute route, Random random) => route.Method == "GET" ? null : Pick(random, OddValues.NoJson);

    private static byte[] WrongType(ApiRoute route, Random random)
    {
        var body = route.Body!.DeepClone();
        var leaf = Pick(random, [.. Leaves(body)]);
        JsonNode[] others = [.. s_ofEachType.Where(other => Type(other) != Type(leaf))];
        leaf.ReplaceWith(Pick(random, others).DeepClone());
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static JsonValueKind Type(JsonNode node) => node.GetValueKind() is var kind and not JsonValueKind.False ? kind : JsonValueKind.True;

    // What is signed is taken, whatever it says; what is signed with another secret is not even looked at.
    private OddRequest OddEvent(ApiRoute route, Random random)
    {
        var told = s_event.DeepClone();
        var body = WithAnOddOne(told, [.. Leaves(told)], random);
        var isForged = random.Next(2) == 0;
        return Of(
            route, "odd value", Path(route, NoRoom), body, mustFail: isForged,
            authorization: isForged ? TestTokens.ForWebhook(body, TestTokens.JwtSecret) : null);
    }

    private static byte[] OddBody(ApiRoute route, Random random)
    {
        var body = route.Body!.DeepClone();
        var unfit = JsonValue.Create(false);
        if (route.Creates) // an odd name, or none, could be right: beside it stands what no field of these routes takes
            body[Pick(random, [.. body.AsObject().Select(member => member.Key)])] = unfit;
        return WithAnOddOne(body, [.. Leaves(body).Where(leaf => leaf != unfit)], random);
    }

    private static byte[] WithAnOddOne(JsonNode body, JsonNode[] places, Random random)
    {
        const string mark = "\"the-odd-one\"";
        Pick(random, places).ReplaceWith(JsonNode.Parse(mark));
        var odd = random.Next(3) == 0 ? Pick(random, OddValues.JsonValues) : $"\"{Pick(random, OddValues.JsonTexts)}\"";
        return Encoding.UTF8.GetBytes(body.ToJsonString().Replace(mark, odd, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject members => members.Where(m => m.Value is not null).SelectMany(m => Leaves(m.Value!)),
        JsonArray items => items.Where(i => i is not null).SelectMany(i => Leaves(i!)),
        _ => [node],
    };

    private static string Path(ApiRoute route, string room)
    {
        var names = route.Path.Split('/').Select(part => part switch
        {
            "{room}" => Uri.EscapeDataString(room),
            ['{', .., '}'] => s_noId,
            _ => part,
        });
        return string.Join('/', names);
    }

    private static string OddPath(ApiRoute route, Random random) => route.Path.Contains('{', StringComparison.Ordinal)
        ? string.Join('/', route.Path.Split('/').Select(part => part is ['{', .., '}'] ? Pick(random, OddValues.PathSegments) : part))
        : random.Next(4) switch
        {
            0 => route.Path + "/" + Pick(random, OddValues.PathSegments),
            1 => route.Path.Replace("/", "//", StringComparison.Ordinal),
            2 => route.Path.ToUpperInvariant(),
            _ => route.Path + Pick(random, OddValues.PathSegments),
        };

    private static string OddQuery(ApiRoute route, Random random)
    {
        var names = random.GetItems<string>([.. route.Queries, "unknown", ""], random.Next(1, 4));
        return Path(route, NoRoom) + "?" + string.Join('&', names.Select(name => $"{name}={Pick(random, OddValues.QueryValues)}"));
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
