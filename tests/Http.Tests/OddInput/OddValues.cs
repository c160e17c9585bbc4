namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>What programs have stumbled over.</summary>
internal static class OddValues
{
    /// <summary>Texts, as they stand between the quotes of JSON.</summary>
    public static IReadOnlyList<string> JsonTexts { get; } =
    [
        "", " ", @"\u0000", @"a\u0000b", @"\ud800", @"\udc00\ud800", @"\ud83d\ude00", @"\u202egnorw", @"\ufeff", @"\uffff", "\u0301\u0301\u0301",
        @"\r\nX-Injected: 1", "'; DROP TABLE coaching_sessions; --", "' OR '1'='1", "$1", "@room", "{0}", "%s%n", "${jndi:ldap://a}", "<script>",
        "../../etc/passwd", @"..\\..\\windows", "null", "undefined", "NaN", "-1", "1e999", "0x10", "true", "9223372036854775808",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z", "2026-01-01", "infinity", "-infinity", "now",
        new('a', 257), new('世', 3000), new('x', 9000), string.Concat(Enumerable.Repeat("👨‍👩‍👧", 200)), "http://169.254.169.254/", "file:///etc/passwd",
        "on-demand ", "ON-DEMAND", "user\n", "fred ",
    ];

    /// <summary>Values, as JSON.</summary>
    public static IReadOnlyList<string> JsonValues { get; } =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e400", "1E-400", "123456789012345678901234567890", "2147483648", "-0", "[]", "{}", "[[]]",
        "[null]", "{\"a\":{\"a\":{}}}", "[1,2,3]",
    ];

    /// <summary>What is no JSON, or none that the API takes.</summary>
    public static IReadOnlyList<byte[]> NoJson { get; } =
    [
        .. new[]
        {
            "{", "}", "[", "]", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{'a':1}", "nul", "tru", "+1", "01", "1.", ".5", "NaN",
            "Infinity", "\"a", "\"\\x\"", "\"\\u12\"", "{}{}", "{} x", "// c\n{}", "/**/{}", "callType=on-demand", "<xml/>", "--boundary\r\n", "\0", "\"\t\"", "7", "\"text\"", "true",
            new string('[', 17), new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 64)) + "1" + new string('}', 64),
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xff, 0xfe, (byte)'{', 0, (byte)'}', 0],
        [0xfe, 0xff, 0, (byte)'{', 0, (byte)'}'],
        [(byte)'{', (byte)'"', 0xc3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
        [(byte)'"', 0xed, 0xa0, 0x80, (byte)'"'],
        [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3],
        [0x80, 0x81, 0x82],
    ];

    /// <summary>Segments of a path, escaped or not.</summary>
    public static IReadOnlyList<string> PathSegments { get; } =
    [
        "%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80", "%e0%80%af", "..", "%2e%2e", "%2e%2e%2f%2e%2e%2fetc", "..%2f..%2fapi", "%2f", "%252f", "%5c..%5c", "a%0d%0aX-Injected:%201",
        "%", "%1", "%zz", "%u0041", "*", "{room}", "'--", "a;b=c", "a?b", "a%3Fb", "a%23b", "+", "%20", "%09", "😀", "%F0%9F%98%80", "世界", "..;", "~", "|", "\\", "^", "a:b", "@",
        new('a', 200), new('a', 300), string.Concat(Enumerable.Repeat("%41", 300)), "null", "undefined", "NaN", "-1", "00000000-0000-0000-0000-000000000000",
        "ana_fred-call_", "_fred-call_1", "ana_fred-call_99999999999999999999999999", "ana_fred-call_-1", "ana_fred-call_1%00", "ANA_FRED-CALL_1", "ana_fred-call_1.ogg",
    ];

    /// <summary>Values in a query string, escaped or not.</summary>
    public static IReadOnlyList<string> QueryValues { get; } =
    [
        "", "%00", "%ff", "%c3%28", "-1", "0", "101", "1.5", "1e3", "99999999999999999999", "NaN", "true", "null", "a&a", "%26", "%3D", "%0d%0aX-Injected:%201", "'%20OR%201=1--",
        "%25", "%", "%zz", "2026-13-01T00:00:00Z", "2026-01-01", "infinity", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "%22unclosed", "-", "--", "or", "%7C%26!()", ":*", "a:*b", "\\",
        new('q', 300), string.Concat(Enumerable.Repeat("%E4%B8%96", 90)), string.Concat(Enumerable.Repeat("-a%20or%20", 25)), "AAAA", "eyJhIjoxfQ", "😀",
    ];

    /// <summary>Lines of a request's head.</summary>
    public static IReadOnlyList<string> HeaderLines { get; } =
    [
        "Idempotency-Key: ", "Idempotency-Key: " + new string('k', 300), "Idempotency-Key: a\r\nIdempotency-Key: b", "Idempotency-Key: a\0b", "Idempotency-Key: caf\u00e9",
        "Last-Event-ID: ", "Last-Event-ID: -1", "Last-Event-ID: 99999999999999999999-99999999999999999999", "Last-Event-ID: \u0001", "Last-Event-ID: " + new string('9', 5000),
        "x-voice-agent-secret: ", "x-voice-agent-secret: " + new string('s', 9000), "x-voice-agent-secret: a\r\nx-voice-agent-secret: b",
        "Accept: ", "Accept: ,,,;q=2", "Accept: text/vtt;q=abc", "Accept: " + string.Concat(Enumerable.Repeat("a/b;q=0.1,", 500)), "Accept: application/x-subrip, */*;q=0",
        "Accept-Encoding: gzip, br, zstd, *;q=0", "Content-Encoding: gzip", "Content-Encoding: br, br", "Expect: 100-continue", "Expect: the-unexpected", "Range: bytes=0-0,5-1",
        "If-None-Match: *", "If-Modified-Since: never", "X-HTTP-Method-Override: DELETE", "X-Forwarded-For: 1.2.3.4, ' OR 1=1", "X-Forwarded-Proto: gopher", "Forwarded: for=\"[::1\"",
        "Cookie: " + new string('c', 4000), "Origin: null", "Access-Control-Request-Method: PATCH", "traceparent: 00-zz-zz-01", "tracestate: =,=", "baggage: a=" + new string('b', 5000),
        "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: h2c\r\nHTTP2-Settings: AAA", "Connection: close, keep-alive, \u007f", "Te: trailers, gzip", "Date: 0", "Host: evil.example",
        "No-Colon", ": no name", "Sp ace: 1", "Folded: a\r\n b", "Bad\0Name: 1", new string('H', 9000) + ": 1", string.Join("\r\n", Enumerable.Range(0, 150).Select(n => $"H{n}: {n}")),
    ];

    /// <summary>Request methods.</summary>
    public static IReadOnlyList<string> Methods { get; } =
        ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "get", "FOO", "PROPFIND", "G\u00cbT", "", "GET GET", new('M', 300)];

    /// <summary>Content types.</summary>
    public static IReadOnlyList<string> ContentTypes { get; } =
    [
        "", "text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/json; charset=\"",
        "application/json;;;", "a", "a/b/c", new('t', 5000), "application/json\0",
    ];
}
