using System.Text.Json.Serialization;
using OrleansCalls.LiveKit.Dispatches;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>How requests are written: snake_case, enums by name, defaults left out (which for proto3 means the same as written).</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    UseStringEnumConverter = true,
    Converters = [typeof(SecondsConverter)])]
[JsonSerializable(typeof(CreateRoomRequest))]
[JsonSerializable(typeof(DeleteRoomRequest))]
[JsonSerializable(typeof(ListRoomsRequest))]
[JsonSerializable(typeof(ListParticipantsRequest))]
[JsonSerializable(typeof(RoomCompositeEgressRequest))]
[JsonSerializable(typeof(WebEgressRequest))]
[JsonSerializable(typeof(ListEgressRequest))]
[JsonSerializable(typeof(StopEgressRequest))]
[JsonSerializable(typeof(CreateDispatchRequest))]
[JsonSerializable(typeof(ListDispatchRequest))]
[JsonSerializable(typeof(DeleteDispatchRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
