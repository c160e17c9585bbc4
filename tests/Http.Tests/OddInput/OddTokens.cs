using System.Text.Json.Nodes;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>Values of an Authorization header that let nobody in; empty: no header.</summary>
internal static class OddTokens
{
    private static readonly long s_now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public static IReadOnlyList<string> All { get; } =
    [
        "", "Bearer", "Bearer ", "Bearer a", "Bearer a.b.c", "Bearer ..", "bearer " + new string('x', 9000), "Basic YTpi", "Digest username=\"a\"", "Negotiate", "Bearer null",
        "Bearer \u00e9", "Bearer " + string.Join('.', Enumerable.Repeat("e30", 50)), "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.",
        "Bearer " + TestTokens.Sign(Claims(600), alg: "none"), "Bearer " + TestTokens.Sign(Claims(600), secret: "another-secret-that-is-long-enough-for-HS256"),
        "Bearer " + TestTokens.Sign(Claims(600), alg: "HS512"), "Bearer " + TestTokens.Sign(Claims(-600)), "Bearer " + TestTokens.Sign([]),
        "Bearer " + TestTokens.Sign(new JsonObject { ["sub"] = "", ["exp"] = s_now + 600 }), "Bearer " + TestTokens.Sign(new JsonObject { ["sub"] = "a\0b", ["exp"] = s_now + 600 }),
        "Bearer " + TestTokens.Sign(new JsonObject { ["sub"] = 7, ["exp"] = "never" }), "Bearer " + TestTokens.Sign(new JsonObject { ["sub"] = new JsonArray("ana", "eve"), ["exp"] = s_now + 600 }),
        "Bearer " + TestTokens.Sign(new JsonObject { ["sub"] = "ana" }), "Bearer " + TestTokens.For("ana") + "x",
    ];

    private static JsonObject Claims(int seconds) => new() { ["sub"] = "ana", ["exp"] = s_now + seconds };
}
