using OrleansCalls.Grains.Interfaces;
using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Rooms;
using OrleansCalls.Silo.Postgres;
using static OrleansCalls.WebFront.Configuration.LiveKitSettings;

namespace OrleansCalls.Silo.Doctor;

/// <summary>LiveKit takes our key, makes and closes a room, and its webhooks about it arrive at the running service.</summary>
internal sealed class LiveKitCheck(ILiveKitClient livekit, WebhookProbes probes, Steps steps, DoctorTimings timings, TimeProvider time)
{
    private readonly string _room = ProbeRoom.New();

    /// <summary>Its key, its webhooks as far as the database can tell of them, and a room.</summary>
    /// <returns>Whether LiveKit takes our key.</returns>
    public async Task<bool> RunAsync(bool isDatabaseGood, string webhookUrl, CancellationToken cancellationToken)
    {
        if (!await steps.RunAsync("livekit", timings.Answer, UrlKey, KeyAsync, cancellationToken))
        {
            await steps.SkipAsync("webhook", "needs LiveKit");
            await steps.SkipAsync("room", "needs LiveKit");
            return false;
        }

        steps.Leaves($"the room {_room}", DeleteRoomAsync);
        if (isDatabaseGood)
        {
            await steps.RunAsync(
                "webhook", timings.Webhook + timings.Answer, UrlKey, stop => HearAsync(webhookUrl, stop), cancellationToken);
        }
        else
        {
            await steps.SkipAsync("webhook", "needs the database");
        }

        await steps.RunAsync("room", timings.Answer, UrlKey, RoomAsync, cancellationToken);
        return true;
    }

    private Task<string> KeyAsync(CancellationToken cancellationToken) => Asked(async () =>
    {
        await livekit.ListRoomsAsync([_room], cancellationToken);
        return $"key and secret are accepted at {UrlKey}";
    });

    /// <summary>The service notes in the database what it hears; LiveKit tells of a room as soon as it is made.</summary>
    private Task<string> HearAsync(string webhookUrl, CancellationToken cancellationToken) => Asked(async () =>
    {
        steps.Leaves("a row of webhook_probes", stop => probes.ForgetAsync(_room, stop));
        await probes.AwaitAsync(_room, cancellationToken);
        await MakeRoomAsync(cancellationToken);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < timings.Webhook;)
        {
            if (await probes.IsHeardAsync(_room, cancellationToken))
            {
                return "LiveKit's webhook about a room made just now arrived at the running service, which took its signature";
            }

            await Task.Delay(timings.Look, time, cancellationToken);
        }

        throw new TroubleException(
            $"no webhook arrived within {timings.Webhook.TotalSeconds:0.#} s: LiveKit must send to {webhookUrl} (its webhook.urls) and sign with "
            + $"the key of {ApiKeyKey} (its webhook.api_key), and the service there must run with these DATABASE_URL, {ApiKeyKey} and {ApiSecretKey}");
    });

    private Task<string> RoomAsync(CancellationToken cancellationToken) => Asked(async () =>
    {
        await MakeRoomAsync(cancellationToken); // the one that there is, if any
        await livekit.DeleteRoomAsync(_room, cancellationToken);
        while (await livekit.ListRoomsAsync([_room], cancellationToken) is not [])
        {
            await Task.Delay(timings.Look, time, cancellationToken);
        }

        return "made and closed";
    });

    /// <summary>It would close by itself after a minute.</summary>
    private Task<Room> MakeRoomAsync(CancellationToken cancellationToken) => livekit.CreateRoomAsync(
        new CreateRoomRequest { Name = _room, EmptyTimeout = TimeSpan.FromMinutes(1), MaxParticipants = 1 }, cancellationToken);

    private async Task DeleteRoomAsync(CancellationToken cancellationToken)
    {
        try
        {
            await livekit.DeleteRoomAsync(_room, cancellationToken);
        }
        catch (LiveKitException e) when (e.IsNotFound)
        {
            // As it should be.
        }
        catch (LiveKitException e)
        {
            throw new TroubleException($"{e.Message}; LiveKit closes it by itself within a minute");
        }
    }

    private static async Task<string> Asked(Func<Task<string>> question)
    {
        try
        {
            return await question();
        }
        catch (LiveKitException e)
        {
            throw new TroubleException(Words(e));
        }
        catch (Npgsql.NpgsqlException e)
        {
            throw new TroubleException($"DATABASE_URL: the table webhook_probes cannot be used ({(e as Npgsql.PostgresException)?.MessageText ?? "no answer"})");
        }
    }

    /// <summary>What LiveKit's answer says of the settings (livekit-server pkg/service/auth.go).</summary>
    public static string Words(LiveKitException failure) => failure switch
    {
        { HttpStatus: 401, Code: "" } e when e.Message.Contains("API key", StringComparison.OrdinalIgnoreCase) =>
            $"{ApiKeyKey}: LiveKit does not know this key ({e.Message})",
        { HttpStatus: 401, Code: "" } e => $"{ApiSecretKey} does not fit {ApiKeyKey}, or the clocks differ by more than a minute ({e.Message})",
        { HttpStatus: null } e => $"{UrlKey}: LiveKit is not reached ({e.Message})",
        { Code: "" } e => $"{UrlKey}: that answers, but not as LiveKit does ({e.Message})",
        var e => e.Message,
    };
}
