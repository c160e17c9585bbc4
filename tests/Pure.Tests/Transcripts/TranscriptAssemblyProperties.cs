using FsCheck.Xunit;
using OrleansCalls.Grains.Interfaces.Transcripts;
using OrleansCalls.Grains.Transcripts;
using static OrleansCalls.Pure.Tests.Transcripts.Spoken;

namespace OrleansCalls.Pure.Tests.Transcripts;

public sealed class TranscriptAssemblyProperties
{
    [Property(MaxTest = 500)]
    public bool Assemble_EverySegment_StandsOnceAndInOrder(byte[] segments, byte[] lines) =>
        TranscriptAssembly.Assemble(Segments(segments), Lines(lines))
            .Where(line => line.SegmentId is not null)
            .Select(line => line.SegmentId)
            .SequenceEqual(Segments(segments).Select(segment => segment.Id));

    [Property(MaxTest = 500)]
    public bool Assemble_ClientsOwnLines_KeepTheirOrder(byte[] segments, byte[] lines)
    {
        var own = TranscriptAssembly.Assemble(Segments(segments), Lines(lines)).Where(line => line.SegmentId is null).ToArray();

        return IsPartOf(own, Lines(lines), (x, y) => x with { ClientLine = null } == y);
    }

    [Property(MaxTest = 500)]
    public bool Assemble_EveryClientLine_IsSaidInItsOrder(byte[] segments, byte[] lines) =>
        IsPartOf(Lines(lines), TranscriptAssembly.Assemble(Segments(segments), Lines(lines)), SameUtterance);

    [Property(MaxTest = 500)]
    public bool Assemble_ArrivalOfSegments_DoesNotMatter(byte[] segments, byte[] lines) =>
        TranscriptAssembly.Assemble([.. Segments(segments).Reverse()], Lines(lines))
            .SequenceEqual(TranscriptAssembly.Assemble(Segments(segments), Lines(lines)));

    [Property(MaxTest = 500)]
    public bool MergeClientLines_Stored_IsNeverDeletedNorChanged(byte[] stored, byte[] submitted) =>
        IsPartOf(Lines(stored), TranscriptAssembly.MergeClientLines(Lines(stored), Lines(submitted)), (x, y) => x == y);

    [Property(MaxTest = 500)]
    public bool MergeClientLines_Submitted_IsAllThereInItsOrder(byte[] stored, byte[] submitted) =>
        IsPartOf(Lines(submitted), TranscriptAssembly.MergeClientLines(Lines(stored), Lines(submitted)), SameUtterance);

    [Property(MaxTest = 500)]
    public bool MergeClientLines_SentAgainOrInPart_ChangesNothing(byte[] stored, byte[] submitted, byte from, byte count)
    {
        var once = TranscriptAssembly.MergeClientLines(Lines(stored), Lines(submitted));
        TranscriptLine[] part = [.. Lines(submitted).Skip(from % 8).Take(count % 16)];

        return TranscriptAssembly.MergeClientLines(once, Lines(submitted)).SequenceEqual(once)
            && TranscriptAssembly.MergeClientLines(once, part).SequenceEqual(once);
    }

    private static bool SameUtterance(TranscriptLine x, TranscriptLine y) =>
        x.Speaker == y.Speaker && SpokenText.Comparable(x.Text) == SpokenText.Comparable(y.Text);
}
