using OrleansCalls.Grains.Interfaces.Transcripts;

namespace OrleansCalls.Grains.Transcripts;

/// <summary>Numbers utterances: the same number is the same speaker saying the same words.</summary>
internal sealed class Utterances
{
    private readonly Dictionary<(Speaker, string), int> numbers = [];

    public int[] Number(IReadOnlyList<TranscriptLine> lines)
    {
        var result = new int[lines.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var utterance = (lines[i].Speaker, SpokenText.Comparable(lines[i].Text));
            if (!numbers.TryGetValue(utterance, out result[i]))
            {
                numbers[utterance] = result[i] = numbers.Count;
            }
        }

        return result;
    }
}
