using System.Text;
using Microsoft.AspNetCore.Http.Features;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.WebFront.Answers;

namespace OrleansCalls.WebFront.Requests;

/// <summary>
/// The room in a route's path, decoded once. Kestrel decodes a path but for its slashes, so that of <c>a%2Fb</c> and <c>a%252Fb</c>,
/// which are two names, the same is left: such a name is read out of the path as it was sent.
/// </summary>
internal static class RoomInPath
{
    private const string Name = "room";
    private const string EncodedSlash = "%2F";
    private const int Place = 2; // /api/calls/{room}

    /// <summary>After the routing: hands handlers the name, and refuses one that is too long.</summary>
    public static void UseRoomNames(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.RouteValues.TryGetValue(Name, out var value) && value is string room)
        {
            if (room.Contains(EncodedSlash, StringComparison.OrdinalIgnoreCase))
                context.Request.RouteValues[Name] = room = Decode(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) ?? room;
            if (Encoding.UTF8.GetByteCount(room) > RoomName.MaxBytes)
            {
                var errors = new FieldErrors();
                errors.Add(Name, $"must have at most {RoomName.MaxBytes} bytes");
                await Failure.Of(context, StatusCodes.Status400BadRequest, "Invalid request", errors).ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    });

    /// <summary>The room in a request's target; null where there is none.</summary>
    internal static string? Decode(string target)
    {
        List<string> segments = [];
        foreach (var sent in PathOf(target).Split('/').Skip(1))
        {
            var segment = Uri.UnescapeDataString(sent);
            if (segment is ".." && segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else if (segment is not "." and not "..")
                segments.Add(segment);
        }

        return segments.Count > Place ? segments[Place] : null;
    }

    // Proxies are sent a whole URI.
    private static string PathOf(string target)
    {
        var path = target.Split('?')[0];
        var authority = path.StartsWith('/') ? -1 : path.IndexOf("://", StringComparison.Ordinal);
        return authority < 0 ? path : path[Math.Max(path.IndexOf('/', authority + 3), 0)..];
    }
}
