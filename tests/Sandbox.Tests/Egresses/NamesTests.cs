using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.Sandbox.Tests.Egresses;

public sealed class NamesTests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Theory]
    [InlineData("rec/call.ogg", "rec/call.ogg")]
    [InlineData("call", "call.ogg")]
    [InlineData("call.mp4", "call.ogg")]
    [InlineData("call.v1", "call.v1.ogg")]
    [InlineData("../../rec/./x//call.ogg", "rec/x/call.ogg")]
    [InlineData("a/../call.ogg", "call.ogg")]
    [InlineData("{room_name}/{room_id}-{time}-{utc}-{other}.ogg", "room/RM_1-2026-01-02T030405-20260102030405678-{other}.ogg")]
    [InlineData("", "room-2026-01-02T030405.ogg")]
    [InlineData("rec/", "rec/room-2026-01-02T030405.ogg")]
    public void OutputPath_AnyPath_IsNamedAsEgressNamesIt(string filepath, string filename) =>
        Assert.Equal(filename, OutputPath.Of(filepath, "room", "RM_1", Moment));

    [Theory]
    [InlineData("rec/x/call.ogg", "rec/x/EG_1.json")]
    [InlineData("call.ogg", "EG_1.json")]
    public void ManifestOf_Recording_IsBesideIt(string filename, string manifest) => Assert.Equal(manifest, OutputPath.ManifestOf(filename, "EG_1"));

    [Theory]
    [InlineData("", false, "https://b.s3.amazonaws.com/k")]
    [InlineData("", true, "https://s3.amazonaws.com/b/k")]
    [InlineData("minio:9000", true, "https://minio:9000/b/k")]
    [InlineData("http://minio:9000", true, "http://minio:9000/b/k")]
    [InlineData("http://minio:9000", false, "https://b.http://minio:9000/k")]
    public void S3Location_AnyEndpoint_IsWrittenAsLiveKitWritesIt(string endpoint, bool forcePathStyle, string location) =>
        Assert.Equal(location, S3Location.Of(new S3Upload { Endpoint = endpoint, Bucket = "b", ForcePathStyle = forcePathStyle }, "k"));
}
