using System.Text.RegularExpressions;

namespace OrleansCalls.Grains.Summaries;

/// <summary>Tells a thing to do from other sentences that begin with the same word.</summary>
internal static partial class Imperative
{
    private static readonly HashSet<string> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "add", "announce", "apply", "arrange", "ask", "block", "book", "build", "buy", "calculate", "call", "cancel", "change",
        "charge", "check", "choose", "close", "collect", "compare", "confirm", "contact", "create", "cut", "decide", "define",
        "demo", "deploy", "describe", "do", "document", "draft", "drop", "email", "e-mail", "file", "find", "finish", "fix",
        "focus", "follow", "get", "hire", "identify", "interview", "introduce", "invite", "kill", "launch", "list", "make",
        "map", "measure", "meet", "message", "offer", "outline", "pause", "pay", "phone", "pick", "ping", "pitch", "plan",
        "post", "prepare", "present", "price", "print", "prioritise", "prioritize", "publish", "put", "raise", "reach",
        "read", "record", "reduce", "release", "remove", "renew", "reply", "report", "research", "review", "rewrite", "run",
        "save", "schedule", "sell", "send", "set", "share", "ship", "show", "sign", "start", "stop", "submit", "survey",
        "talk", "tell", "test", "track", "try", "turn", "update", "use", "validate", "visit", "walk", "write",
    };

    private static readonly HashSet<string> AreObjects = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "any", "each", "every", "her", "him", "how", "if", "it", "one", "that", "the", "their", "them", "these",
        "this", "those", "what", "when", "where", "whether", "which", "who", "why", "your",
    };

    /// <summary>Whether the words begin by telling somebody else than the speaker to do something.</summary>
    public static bool Begins(string words) =>
        Opening().Match(words) is { Success: true } opening
        && Verbs.Contains(opening.Groups["verb"].Value)
        && !Idiom().IsMatch(words)
        && !IsNoun(opening);

    // "Test results are in", "Call quality was bad": a verb within two words of what is then no imperative.
    private static bool IsNoun(Match opening) =>
        IsAuxiliary(opening.Groups["second"].Value)
        || (IsAuxiliary(opening.Groups["third"].Value) && !AreObjects.Contains(opening.Groups["second"].Value));

    private static bool IsAuxiliary(string word) =>
        word.ToUpperInvariant() is "IS" or "ARE" or "WAS" or "WERE" or "HAS" or "HAD" or "WILL" or "WOULD" or "CAN" or "COULD"
            or "SHOULD" or "MUST" or "MAY" or "MIGHT" or "LOOKS" or "LOOK" or "SEEMS" or "SOUNDS";

    [GeneratedRegex(@"^(?<verb>[\p{L}-]+)(?:\s+(?<second>[\p{L}'’]+))?(?:\s+(?<third>[\p{L}'’]+))?")]
    private static partial Regex Opening();

    // Said to go on talking, not to be done after the call.
    [GeneratedRegex(@"^(?:(?:tell|ask|show|walk|talk|remind|introduce) (?:me|us)\b|call it\b|do (?:you|we|i|they|not|n['’]t)\b|get (?:it|well|ready)\b[.!]?$|make sense\b|put (?:differently|simply|another way)\b|set aside\b|stop there\b|try again\b|use your judg|find (?:it|that) (?:hard|difficult)\b|do it\b[.!]?$|do that\b[.!]?$|check[.!]?$|done\b|pay attention\b|read me\b|start over\b|turn out\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Idiom();
}
