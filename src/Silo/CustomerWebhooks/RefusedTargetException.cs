namespace OrleansCalls.Silo.CustomerWebhooks;

/// <summary>A host's addresses are not all public. The message names none of them: they may be secret.</summary>
internal sealed class RefusedTargetException() : IOException("The host has an address that is not public");
