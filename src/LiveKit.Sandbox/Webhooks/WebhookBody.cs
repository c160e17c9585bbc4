using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>The bytes of an event.</summary>
internal static class WebhookBody
{
    private const string Unknown = "NOT_YET_KNOWN";

    public static byte[] Of(Posting posting)
    {
        if (!posting.HasUnknownField && !posting.HasUnknownValue)
            return JsonSerializer.SerializeToUtf8Bytes(posting.News, ProtoJson.Webhook);

        var body = JsonSerializer.SerializeToNode(posting.News, ProtoJson.Webhook)!.AsObject();
        if (posting.HasUnknownValue)
            MakeValuesUnknown(body);

        if (posting.HasUnknownField)
        {
            foreach (var message in body.Select(field => field.Value).OfType<JsonObject>().Append(body).ToList())
                message["notYetKnown"] = new JsonObject { ["values"] = new JsonArray(1, "two", null) };
        }

        return JsonSerializer.SerializeToUtf8Bytes(body, ProtoJson.Webhook);
    }

    /// <summary>Every enum of the event; an event without any gets another name.</summary>
    private static void MakeValuesUnknown(JsonObject body)
    {
        if (body["egressInfo"] is JsonObject egress)
            egress["status"] = Unknown;
        else if (body["track"] is JsonObject track)
            (track["type"], track["source"]) = (Unknown, Unknown);
        else if (body["participant"] is JsonObject participant)
            (participant["state"], participant["kind"], participant["disconnectReason"]) = (Unknown, Unknown, Unknown);
        else
            body["event"] = $"{body["event"]}_not_yet_known";
    }
}
