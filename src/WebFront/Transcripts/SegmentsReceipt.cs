using System.ComponentModel;

namespace OrleansCalls.WebFront.Transcripts;

/// <summary>The acknowledgement of live segments: they are durable.</summary>
internal sealed record SegmentsReceipt(
    [property: Description("How many were sent")] int Accepted,
    [property: Description("How many were new or better than what was stored")] int Changed);
