using OrleansCalls.LiveKit.Egress;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>A part of a list of egresses. A self-hosted LiveKit answers all at once; <paramref name="Next"/> is then "".</summary>
internal sealed record EgressPage(IReadOnlyList<EgressInfo> Items, string Next)
{
    internal static EgressPage Read(ProtoObject answer) => new(
        answer.List("items", EgressInfo.Read),
        answer.Message("nextPageToken", static page => page.Text("token")) ?? "");
}
