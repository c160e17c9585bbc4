namespace OrleansCalls.DevStack.Postgres;

/// <summary>A database of a <see cref="PostgresServer"/>, with its address as a postgres:// URL and as an Npgsql string.</summary>
public sealed record PostgresDatabase(string Name, string Url, string ConnectionString);
