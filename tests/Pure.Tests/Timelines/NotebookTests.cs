using OrleansCalls.Grains.Rooms;
using OrleansCalls.Grains.Timelines;
using static OrleansCalls.Pure.Tests.Calls.CallStory;

namespace OrleansCalls.Pure.Tests.Timelines;

public sealed class NotebookTests
{
    private readonly Notebook _notes = new();

    [Fact]
    public void Take_Nothing_IsNull() => Assert.Null(_notes.Take());

    [Fact]
    public void Take_TakesAllInOrderAndOnce()
    {
        _notes.Note(new TimelineFact("room.created", At(1), "RM_1"), "create-room", At(2));
        _notes.Note(new DeleteRoom("end"), "ana asked to end the call", "done", At(3));

        var taken = _notes.Take()!;

        Assert.Equal(
            [("room.created", At(1), At(2), "create-room", "RM_1"), ("delete-room/end", At(3), At(3), "ana asked to end the call", "done")],
            taken.Select(e => (e.What, e.At, e.NotedAt, e.Cause, e.Result ?? "")));
        Assert.Null(_notes.Take());
    }

    [Fact]
    public void Take_TheSameEndOfAnActionAgain_IsCounted()
    {
        for (var second = 1; second <= 3; second++)
        {
            _notes.Note(new LookAtRoom(), "it is time to look", "no answer: gone", At(second));
        }

        var entry = Assert.Single(_notes.Take()!);
        Assert.Equal(("look-at-room", At(3), "no answer: gone (3 times)"), (entry.What, entry.At, entry.Result));
    }

    [Fact]
    public void Take_AfterALongTimeWithoutStorage_IsBounded()
    {
        for (var n = 0; n < 1_000; n++)
        {
            _notes.Note(new LookAtRoom(), "it is time to look", $"no answer: {n} {new string('x', 9_000)}", At(n));
        }

        var taken = _notes.Take()!;
        Assert.Equal(200, taken.Count);
        Assert.All(taken, e => Assert.InRange(e.Result!.Length, 1, 501));
    }
}
