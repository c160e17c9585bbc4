namespace OrleansCalls.Grains.Interfaces.Changes;

/// <summary>How far somebody who watches a call has come: all up to here is known, whatever is beyond is news.</summary>
/// <param name="Version">Of the call's stored state: every change up to it.</param>
/// <param name="Revision">Of the call's stored segments: every one up to it.</param>
[GenerateSerializer, Immutable, Alias("CallPosition")]
public sealed record CallPosition([property: Id(0)] long Version, [property: Id(1)] long Revision)
{
    /// <summary>Whether there is anything here that is not there.</summary>
    public bool IsBeyond(CallPosition other) => Version > other.Version || Revision > other.Revision;
}
