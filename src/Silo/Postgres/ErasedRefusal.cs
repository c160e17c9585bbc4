using Npgsql;
using OrleansCalls.Grains.Erasure;

namespace OrleansCalls.Silo.Postgres;

/// <summary>What the trigger of <c>073_erasure.sql</c> answers a write for a call that was erased.</summary>
internal static class ErasedRefusal
{
    private const string SqlState = "OC410";

    /// <summary>Waits for a write.</summary>
    /// <exception cref="CallErasedException">Instead of the trigger's refusal.</exception>
    public static async Task<T> OrThrow<T>(Task<T> write)
    {
        try
        {
            return await write;
        }
        catch (PostgresException e) when (e.SqlState == SqlState)
        {
            throw new CallErasedException(e.MessageText, e);
        }
    }
}
