using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OrleansCalls.Http.Tests.OddInput;

/// <summary>HTTP/1.1 written byte by byte, since a proper client refuses to send what is not proper.</summary>
internal sealed class RawHttp(Uri server) : IDisposable
{
    private TcpClient? _connection;
    private Stream? _stream;

    /// <summary>Sends the bytes and reads one answer; the connection is used again unless the server closes it.</summary>
    /// <returns>Null where the server closed the connection without an answer.</returns>
    public async Task<RawAnswer?> SendAsync(byte[] request, CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            _connection = new TcpClient { NoDelay = true };
            await _connection.ConnectAsync(server.Host, server.Port, cancellationToken);
            _stream = new BufferedStream(_connection.GetStream());
        }

        RawAnswer? answer;
        try
        {
            await _stream.WriteAsync(request, cancellationToken);
            await _stream.FlushAsync(cancellationToken);
            answer = await ReadAsync(_stream, request.AsSpan().StartsWith("HEAD "u8), cancellationToken);
        }
        catch (IOException)
        {
            answer = null;
        }

        if (answer is not { KeepsOpen: true })
            Close();
        return answer;
    }

    /// <summary>Says that nothing more will be sent, and reads what the server still says.</summary>
    public async Task<RawAnswer?> SendHalfAsync(byte[] request, CancellationToken cancellationToken)
    {
        Close();
        _connection = new TcpClient { NoDelay = true };
        await _connection.ConnectAsync(server.Host, server.Port, cancellationToken);
        var stream = _connection.GetStream();
        try
        {
            await stream.WriteAsync(request, cancellationToken);
            _connection.Client.Shutdown(SocketShutdown.Send);
            return await ReadAsync(new BufferedStream(stream), toHead: false, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
        finally
        {
            Close();
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        _stream?.Dispose();
        _connection?.Dispose();
        (_stream, _connection) = (null, null);
    }

    private static async Task<RawAnswer?> ReadAsync(Stream stream, bool toHead, CancellationToken cancellationToken)
    {
        RawAnswer? answer;
        do
        {
            answer = await HeadAsync(stream, cancellationToken);
        }
        while (answer is { Status: 100 });
        if (answer is null || toHead)
            return answer;
        var body = answer.Status is 304 or 204 or < 200 ? ""
            : answer["Content-Length"] is { } length ? await TextAsync(stream, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken)
            : answer["Transfer-Encoding"] is "chunked" ? await ChunksAsync(stream, cancellationToken)
            : "";
        return answer with { Body = body };
    }

    private static async Task<RawAnswer?> HeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await LineAsync(stream, cancellationToken) is not { Length: > 12 } first || !first.StartsWith("HTTP/1.", StringComparison.Ordinal))
            return null;
        var headers = new List<KeyValuePair<string, string>>();
        while (await LineAsync(stream, cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return new RawAnswer(int.Parse(first.AsSpan(9, 3), CultureInfo.InvariantCulture), headers, "");
    }

    private static async Task<string> ChunksAsync(Stream stream, CancellationToken cancellationToken)
    {
        var all = new StringBuilder();
        while (await LineAsync(stream, cancellationToken) is { Length: > 0 } size)
        {
            var length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            all.Append(await TextAsync(stream, length, cancellationToken));
            await LineAsync(stream, cancellationToken);
            if (length == 0)
                break;
        }

        return all.ToString();
    }

    private static async Task<string> TextAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes);
    }

    private static async Task<string?> LineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1)
        {
            if (one[0] == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return line.Length == 0 ? null : line.ToString();
    }
}
