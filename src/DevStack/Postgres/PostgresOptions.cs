namespace OrleansCalls.DevStack.Postgres;

/// <summary>How a local Postgres is to run.</summary>
public sealed record PostgresOptions
{
    /// <summary>The folder for the data, kept afterwards. Null: a temporary one, deleted at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>Null: the log lies beside the data.</summary>
    public string? LogFolder { get; init; }

    /// <summary>The superuser's password; it must stay the same for a folder that is kept. Null: a new one.</summary>
    public string? Password { get; init; }

    /// <summary>Null: a free one.</summary>
    public int? Port { get; init; }

    /// <summary>False makes commits survive the death of any process, but not of the machine: much faster, for tests only.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Further server settings, as in postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
