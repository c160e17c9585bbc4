namespace OrleansCalls.Silo.Migrations;

/// <summary>The database could not be brought up to date; nothing of it was changed.</summary>
internal sealed class MigrationException(string message, Exception inner) : Exception(message, inner);
