using System.Text;
using OrleansCalls.LiveKit.Dispatches;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;

namespace OrleansCalls.LiveKit.Tests.Fuzzing;

/// <summary>Answers of LiveKit that are damaged: each is read or is a <see cref="LiveKitException"/>, which says nothing of what came.</summary>
public sealed class AnswerFuzzTests
{
    private static readonly Dictionary<string, Func<LiveKitClient, Task>> s_calls = new()
    {
        ["CreateRoom"] = c => c.CreateRoomAsync(new CreateRoomRequest { Name = "r" }),
        ["ListRooms"] = c => c.ListRoomsAsync(["r"]),
        ["ListParticipants"] = c => c.ListParticipantsAsync("r"),
        ["StartRoomCompositeEgress"] = c => c.StartRoomCompositeEgressAsync(new RoomCompositeEgressRequest { RoomName = "r", FileOutputs = [] }),
        ["StartWebEgress"] = c => c.StartWebEgressAsync(new WebEgressRequest { Url = "http://page", FileOutputs = [] }),
        ["StopEgress"] = c => c.StopEgressAsync("EG_1"),
        ["ListEgress"] = c => c.ListEgressAsync("r"),
        ["CreateDispatch"] = c => c.CreateDispatchAsync(new CreateDispatchRequest { Room = "r", AgentName = "a" }),
        ["ListDispatch"] = c => c.ListDispatchAsync("r"),
        ["DeleteDispatch"] = c => c.DeleteDispatchAsync("AD_1", "r"),
    };

    [Theory]
    [InlineData("answers", 200)]
    [InlineData("errors", 404)]
    [InlineData("errors", 503)]
    public async Task Answer_Damaged_IsReadOrALiveKitException(string folder, int status)
    {
        var answer = Array.Empty<byte>();
        await using var liveKit = await OtherSide.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        });
        var client = liveKit.Client();
        var corpus = Corpus.Of(folder);
        var mutator = new Mutator(Corpus.Seed, [.. corpus.Values]);
        string[] names = [.. corpus.Keys];
        var (read, refused) = (0, 0);
        for (var i = 0; i < Corpus.Cases / 10; i++)
        {
            answer = mutator.Draw(i);
            var call = s_calls.GetValueOrDefault(names[i % names.Length]) ?? s_calls.Values.ElementAt(i % s_calls.Count);
            try
            {
                await call(client);
                read++;
            }
            catch (LiveKitException e)
            {
                refused++;
                Assert.InRange(e.Message.Length, 1, 1000);
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"case {i} of seed {Corpus.Seed}, {names[i % names.Length]}: {Encoding.UTF8.GetString(answer)}", e);
            }
        }

        Assert.True(status is 200 ? read > 0 && refused > 0 : read == 0, $"{read} {refused}");
    }
}
