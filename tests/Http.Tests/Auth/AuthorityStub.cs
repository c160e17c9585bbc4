using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansCalls.Http.Tests.Auth;

/// <summary>An OIDC authority: it publishes keys and signs tokens with them.</summary>
internal sealed class AuthorityStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    private AuthorityStub(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>What it calls itself; its address, unless a test says otherwise.</summary>
    public string Issuer { get => field ?? Address; set; }

    /// <summary>The keys that it publishes.</summary>
    public List<SigningKey> Keys { get; } = [SigningKey.Rsa("rsa-1"), SigningKey.Ec("ec-1")];

    public SigningKey this[string name] => Keys.Single(key => key.Name == name);

    /// <summary>How it answers.</summary>
    public enum Mood { Well, Away, Silent, Confused, Moved }

    public Mood Is { get; set; }

    /// <summary>How often its keys, or the document that leads to them, were asked for.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Once somebody has asked.</summary>
    public Task Asked => _asked.Task;

    public static async Task<AuthorityStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new AuthorityStub(app);
        app.UsePathBase("/elsewhere").UseRouting();
        app.MapGet("/.well-known/openid-configuration", context => stub.AnswerAsync(context, () => new JsonObject
        {
            ["issuer"] = stub.Issuer,
            ["jwks_uri"] = stub.Address + "/keys",
        }));
        app.MapGet("/keys", context => stub.AnswerAsync(context, () => new JsonObject { ["keys"] = new JsonArray([.. stub.Keys.Select(key => key.Published)]) }));
        await app.StartAsync();
        return stub;
    }

    /// <summary>A good token, but for what a test changes.</summary>
    /// <param name="key">Who signs.</param>
    /// <param name="change">Of header and claims, before they are signed.</param>
    public string Token(SigningKey key, Action<JsonObject, JsonObject>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = key.Algorithm, ["kid"] = key.Name };
        var claims = new JsonObject { ["sub"] = "ana", ["iss"] = Issuer, ["aud"] = "calls", ["exp"] = now + 3600 };
        change?.Invoke(header, claims);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.UTF8.GetBytes(signed)))}";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<JsonObject> answer)
    {
        Interlocked.Increment(ref _requests);
        _asked.TrySetResult();
        if (Is is Mood.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else if (Is is Mood.Away)
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        else if (Is is Mood.Moved && !context.Request.PathBase.HasValue)
            context.Response.Redirect("/elsewhere" + context.Request.Path);
        else
            await context.Response.WriteAsync(Is is Mood.Confused ? "<html>" : answer().ToJsonString());
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
