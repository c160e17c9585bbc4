using OrleansCalls.Grains.Calls;
using OrleansCalls.LiveKit;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>Tells a call what LiveKit's failures mean for it.</summary>
internal static class LiveKitFailures
{
    /// <summary>Makes the request; a failure becomes an <see cref="OutsideException"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isNo">Which failures are an answer, so that asking the same again is of no use.</param>
    public static async Task<T> Ask<T>(Task<T> request, Func<LiveKitException, bool> isNo)
    {
        try
        {
            return await request;
        }
        catch (LiveKitException e)
        {
            throw new OutsideException(e.Message, isNo(e), e);
        }
    }

    /// <summary>400, 401, 403: LiveKit will say the same again.</summary>
    public static bool Refused(LiveKitException e) => e.IsRefused;
}
