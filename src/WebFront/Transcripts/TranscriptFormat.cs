namespace OrleansCalls.WebFront.Transcripts;

/// <summary>How a transcript is read. Of formats that a client likes equally, the one that stands first here is sent.</summary>
internal enum TranscriptFormat
{
    Json,
    Txt,
    Vtt,
    Srt,
}
