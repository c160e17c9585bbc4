namespace OrleansCalls.LiveKit.Wire;

internal sealed record DeleteRoomRequest(string Room);

internal sealed record ListRoomsRequest(IReadOnlyList<string>? Names);

internal sealed record ListParticipantsRequest(string Room);

internal sealed record ListEgressRequest(string? RoomName, string? EgressId, bool Active, PageToken? PageToken = null);

internal sealed record PageToken(string Token);

internal sealed record StopEgressRequest(string EgressId);

internal sealed record ListDispatchRequest(string Room);

internal sealed record DeleteDispatchRequest(string DispatchId, string Room);
