using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.Http.Tests.Front;

public sealed class RoomInPathTests
{
    [Theory]
    [InlineData("/api/calls/a%2Fb", "a/b")]
    [InlineData("/api/calls/a%2fb/transcript?format=vtt", "a/b")]
    [InlineData("/api/calls/a%252Fb", "a%2Fb")]
    [InlineData("/api/calls/a+b%2F%E4%B8%96?c%2Fd/e", "a+b/世")]
    [InlineData("/x/../api/./calls/%2e%2E%2F", "../")]
    [InlineData("http://api.example.com/api/calls/a%2Fb?c", "a/b")]
    [InlineData("http://api.example.com", null)]
    [InlineData("/api/calls", null)]
    [InlineData("*", null)]
    public void Room_IsTheThirdPartDecodedOnce(string target, string? room) => Assert.Equal(room, RoomInPath.Decode(target));
}
