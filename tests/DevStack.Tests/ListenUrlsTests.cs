using OrleansCalls.DevStack.Stack;

namespace OrleansCalls.DevStack.Tests;

public sealed class ListenUrlsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://0.0.0.0:5000/", "http://127.0.0.1:5000")]
    [InlineData("http://+:5000", "http://127.0.0.1:5000")]
    [InlineData("http://[::]:5000", "http://127.0.0.1:5000")]
    [InlineData("https://localhost:5001;http://localhost:5000", "http://localhost:5000")]
    public void From_UserUrls_KeepsThemAndTellsTheAddress(string urls, string api) =>
        Assert.Equal(new ListenUrls(urls, api), ListenUrls.From(urls));

    [Theory]
    [InlineData(null)]
    [InlineData("http://127.0.0.1:0")]
    public void From_NoPort_TakesAFreeOne(string? urls)
    {
        var found = ListenUrls.From(urls);

        Assert.Equal(found.Value, found.Api);
        Assert.InRange(new Uri(found.Api).Port, 20_000, 32_000);
    }
}
