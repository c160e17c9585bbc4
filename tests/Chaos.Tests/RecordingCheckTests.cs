using OrleansCalls.Chaos.Checks;

namespace OrleansCalls.Chaos.Tests;

public sealed class RecordingCheckTests
{
    private readonly GoodCall call = new();

    [Fact]
    public void Object_Deleted_IsComplained()
    {
        call.Uploads = [call.Uploads[0] with { Stored = null }];

        Assert.Equal(["the object of the recorder EG_1 is gone"], call.Complaints);
    }

    [Fact]
    public void Object_WithOtherBytes_IsComplained()
    {
        call.Uploads = [call.Uploads[0] with { Stored = new ObjectFacts(100, "abd", IsRecording: true) }];

        Assert.Equal(["the object of the recorder EG_1 is not what was uploaded"], call.Complaints);
    }

    [Fact]
    public void Upload_ThatNeverWas_IsComplained()
    {
        call.Uploads = [];

        Assert.Equal(["the recorder EG_1 is ready, but never uploaded"], call.Complaints);
    }

    [Fact]
    public void Upload_WhoseAnswerWasLost_IsARecordingIfItIsWhole()
    {
        call.Uploads = [call.Uploads[0] with { Size = null, Sha256 = null }];
        Assert.Empty(call.Complaints);

        call.Uploads = [call.Uploads[0] with { Stored = new ObjectFacts(100, "abc", IsRecording: false) }];
        Assert.Equal(["the object of the recorder EG_1 is no whole recording"], call.Complaints);
    }

    [Fact]
    public void Upload_ThatNobodyTells_IsComplained()
    {
        call.Uploads = [.. call.Uploads, new UploadFacts("EG_2", "voice-recordings/2.ogg", 7, "def", new ObjectFacts(7, "def", IsRecording: true))];

        Assert.Equal(["the recorder EG_2 uploaded 7 bytes, of which its page says nothing"], call.Complaints);
    }

    [Fact]
    public void Page_WithAnotherSize_IsComplained()
    {
        call.Recording = call.Recording with { Segments = [call.Recording.Segments[0] with { SizeBytes = 99 }] };

        Assert.Equal(["the recorder EG_1 made 100 bytes, but its page says 99"], call.Complaints);
    }

    [Fact]
    public void Failure_WithoutAReason_IsComplained()
    {
        call.Recording = call.Recording with { Segments = [call.Recording.Segments[0], new SegmentFacts("EG_2", "failed", " ", null)] };

        Assert.Equal(["the recorder EG_2 failed and nobody says why"], call.Complaints);
    }

    [Fact]
    public void Recorder_StillActive_IsComplained()
    {
        call.Recording = call.Recording with { Segments = [call.Recording.Segments[0], new SegmentFacts("EG_2", "active", null, null)] };

        Assert.Equal(["the recorder EG_2 is still active"], call.Complaints);
    }

    [Fact]
    public void Recording_ImpossibleWithoutAReason_IsComplained()
    {
        call.Row = call.Row with { RecordingUrl = null };
        call.Uploads = [];
        call.Recording = new RecordingFacts("failed", null, [], null, []);

        Assert.Equal(["its recording is failed and does not say why"], call.Complaints);
    }

    [Fact]
    public void Row_WithoutTheRecording_IsComplained()
    {
        call.Row = call.Row with { RecordingUrl = null };

        Assert.Equal(["its row and its page differ about whether there is a recording"], call.Complaints);
    }
}
