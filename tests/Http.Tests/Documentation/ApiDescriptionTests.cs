using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Documentation;

/// <summary>The API's description says everything that a caller needs: each route, field, error, and an example of each.</summary>
public sealed class ApiDescriptionTests : IAsyncLifetime
{
    private FrontHost _front = null!;
    private JsonObject _document = null!;

    public async ValueTask InitializeAsync()
    {
        _front = await FrontHost.StartAsync();
        _document = (await _front.GetAsync("/openapi/v1.json", null).JsonAsync()).AsObject();
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public void EveryOperation_SaysWhatItDoes() =>
        AssertNone(Operations().Where(o => IsBlank(o.Value["summary"])).Select(o => o.Name));

    [Fact]
    public void EveryParameter_IsDescribedWithAnExample() =>
        AssertNone(Operations().SelectMany(o => (o.Value["parameters"] as JsonArray ?? [])
            .Where(p => IsBlank(p!["description"]) || p["example"] is null)
            .Select(p => $"{o.Name}: {p!["name"]}")));

    [Fact]
    public void EveryBody_HasAnExampleThatFitsItsSchema() =>
        AssertNone(Operations().SelectMany(o => Contents(o.Value["requestBody"])
            .SelectMany(c => Schema.Misfits(_document, c.Value).Select(misfit => $"{o.Name}: {misfit}"))));

    [Fact]
    public void EveryAnswer_HasAnExampleThatFitsItsSchema() =>
        AssertNone(from operation in Operations()
                   from response in operation.Value["responses"]!.AsObject()
                   from content in Contents(response.Value)
                   where content.Key.EndsWith("json", StringComparison.Ordinal)
                   from misfit in Schema.Misfits(_document, content.Value)
                   select $"{operation.Name} {response.Key} {content.Key}: {misfit}");

    [Fact]
    public void EveryOperation_NamesItsErrors()
    {
        AssertNone(Operations().Where(o => o.Value["security"] is not null && !Statuses(o).Contains("401")).Select(o => $"{o.Name}: 401"));
        AssertNone(Operations().Where(o => o.Name.Contains('{', StringComparison.Ordinal) && !Statuses(o).Contains("404")).Select(o => $"{o.Name}: 404"));
        AssertNone(Operations().Where(o => o.Value["requestBody"] is not null && !Statuses(o).IsSupersetOf(["400", "413"])).Select(o => $"{o.Name}: 400, 413"));
    }

    [Fact]
    public void EveryField_IsDescribed() =>
        AssertNone(from schema in _document["components"]!["schemas"]!.AsObject()
                   where schema.Key is not "ProblemDetails" // RFC 9457 describes it
                   from property in schema.Value!["properties"] as JsonObject ?? []
                   where !Schema.Descriptions(_document, property.Value!).Any(text => !string.IsNullOrWhiteSpace(text))
                   select $"{schema.Key}.{property.Key}");

    private static void AssertNone(IEnumerable<string> lacking)
    {
        var list = string.Join('\n', lacking);
        Assert.True(list.Length == 0, list);
    }

    private IEnumerable<(string Name, JsonObject Value)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!.AsObject());

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Contents(JsonNode? owner) => owner?["content"] as JsonObject ?? [];

    private static HashSet<string> Statuses((string Name, JsonObject Value) operation) =>
        [.. operation.Value["responses"]!.AsObject().Select(r => r.Key)];

    private static bool IsBlank(JsonNode? text) => string.IsNullOrWhiteSpace(text?.GetValue<string>());
}
