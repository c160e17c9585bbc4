using Npgsql;
using OrleansCalls.Grains.Erasure;

namespace OrleansCalls.Silo.Postgres;

/// <summary>What the trigger of <c>073_erasure.sql</c> answers a write for a call that was erased.</summary>
internal static class ErasedRefusal
{
    private const string SqlState = "OC410";

    /// <exception cref="CallErasedException">Instead of the trigger's refusal.</exception>
    public static async Task<int> ExecuteUnlessErasedAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == SqlState)
        {
            throw new CallErasedException(e.MessageText, e);
        }
    }
}
