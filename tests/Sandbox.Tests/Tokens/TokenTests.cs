using System.Net;
using System.Net.Http.Json;
using Microsoft.IdentityModel.Tokens;
using OrleansCalls.Sandbox.Tests.Hosting;

namespace OrleansCalls.Sandbox.Tests.Tokens;

public sealed class TokenTests
{
    private static readonly object List = new { roomList = true };

    public static TheoryData<string, string> BadTokens => new()
    {
        { nameof(TestToken.Expires), "invalid authorization token: " },
        { "NoExpiry", "invalid authorization token: " },
        { nameof(TestToken.NotBefore), "invalid authorization token: " },
        { nameof(TestToken.Secret), "invalid authorization token: " },
        { nameof(TestToken.Algorithm), "invalid authorization token: " },
        { nameof(TestToken.Key), "invalid API key" },
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Rpc_BadToken_IsRefusedInPlainText(string wrong, string message)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var token = sandbox.Token(List, adapt: good => Spoil(good, wrong));

        await AssertRefusedAsync(sandbox, $"Bearer {token}", message);
    }

    [Theory]
    [InlineData("Basic abc", "invalid authorization header")]
    [InlineData("bearer abc", "invalid authorization header")]
    [InlineData("Bearer nonsense", "invalid authorization token")]
    [InlineData("Bearer a.b.c", "invalid authorization token")]
    public async Task Rpc_BadHeader_IsRefusedInPlainText(string header, string message)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await AssertRefusedAsync(sandbox, header, message);
    }

    [Fact]
    public async Task Rpc_ExpiredOrTooEarlyByLessThanAMinute_IsAccepted()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var late = sandbox.Token(List, adapt: good => good with { Expires = good.Now.AddSeconds(-50) });
        var early = sandbox.Token(List, adapt: good => good with { NotBefore = good.Now.AddSeconds(50) });

        Assert.Equal(HttpStatusCode.OK, (await ListAsync(sandbox, $"Bearer {late}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(sandbox, $"Bearer {early}")).Status);
    }

    [Fact]
    public async Task Rpc_TokenInTheQuery_CountsWithoutHeader()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var answer = await sandbox.PostAsync($"/twirp/livekit.RoomService/ListRooms?access_token={sandbox.Token(List)}", JsonContent.Create(new { }));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Rpc_NoTokenAtAll_IsUnauthenticatedInJson()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        AssertPermissionsDenied(await ListAsync(sandbox, authorization: null));
    }

    [Theory]
    [InlineData("RoomService/CreateRoom")]
    [InlineData("RoomService/ListRooms")]
    [InlineData("RoomService/DeleteRoom")]
    [InlineData("RoomService/ListParticipants")]
    [InlineData("RoomService/GetParticipant")]
    [InlineData("RoomService/RemoveParticipant")]
    [InlineData("Egress/StartRoomCompositeEgress")]
    [InlineData("Egress/ListEgress")]
    [InlineData("Egress/StopEgress")]
    [InlineData("AgentDispatchService/CreateDispatch")]
    [InlineData("AgentDispatchService/DeleteDispatch")]
    [InlineData("AgentDispatchService/ListDispatch")]
    public async Task Rpc_TokenWithoutItsGrant_IsUnauthenticatedInJson(string method)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        AssertPermissionsDenied(await sandbox.RpcAsync(method, new { room = "call", room_name = "call" }, new { roomJoin = true, room = "call" }));
    }

    [Theory]
    [InlineData("Call")]
    [InlineData("")]
    [InlineData("*")]
    public async Task Rpc_AdminOfAnotherRoom_IsUnauthenticatedInJson(string granted)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        AssertPermissionsDenied(await sandbox.RpcAsync("RoomService/ListParticipants", new { room = "call" }, new { roomAdmin = true, room = granted }));
    }

    [Fact]
    public async Task Rpc_AdminOfTheRoom_MayNotDeleteIt()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        AssertPermissionsDenied(await sandbox.RpcAsync("RoomService/DeleteRoom", new { room = "call" }, new { roomAdmin = true, room = "call" }));
    }

    private static TestToken Spoil(TestToken token, string what) => what switch
    {
        nameof(TestToken.Expires) => token with { Expires = token.Now.AddSeconds(-70) },
        "NoExpiry" => token with { Expires = null },
        nameof(TestToken.NotBefore) => token with { NotBefore = token.Now.AddSeconds(70) },
        nameof(TestToken.Secret) => token with { Secret = "another-secret-of-more-than-thirty-two-bytes" },
        nameof(TestToken.Algorithm) => token with { Algorithm = SecurityAlgorithms.HmacSha384, Secret = TestSandbox.Secret },
        _ => token with { Key = "APIother" },
    };

    private static Task<TestSandbox.Answer> ListAsync(TestSandbox sandbox, string? authorization) =>
        sandbox.PostAsync("/twirp/livekit.RoomService/ListRooms", JsonContent.Create(new { }), authorization);

    private static async Task AssertRefusedAsync(TestSandbox sandbox, string header, string message)
    {
        var answer = await ListAsync(sandbox, header);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("text/plain", answer.ContentType?.MediaType);
        Assert.StartsWith(message, answer.Text, StringComparison.Ordinal);
    }

    private static void AssertPermissionsDenied(TestSandbox.Answer answer)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("""{"code":"unauthenticated","msg":"permissions denied"}""", answer.Text);
    }
}
