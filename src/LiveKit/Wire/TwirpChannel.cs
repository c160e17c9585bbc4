using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansCalls.LiveKit.Tokens;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>Makes one Twirp call: a request of its own, a token that allows just this, and a deadline.</summary>
internal sealed class TwirpChannel(HttpClient http, LiveKitOptions options, TimeProvider time)
{
    /// <summary>More than any true answer about one room has.</summary>
    public const long MostAnswerBytes = 16 * 1024 * 1024;

    private readonly Uri _base = new(options.HttpUrl, "twirp/");
    private readonly AccessTokens _tokens = new(options, time);

    /// <param name="method">Service and method as in <c>RoomService/CreateRoom</c>.</param>
    /// <param name="request">The request's message.</param>
    /// <param name="requestType">How it is written.</param>
    /// <param name="grant">What the token allows: no more than the method asks for.</param>
    /// <param name="read">Reads the answer's message.</param>
    /// <param name="cancellationToken">Cancels the call; not turned into a <see cref="LiveKitException"/>.</param>
    /// <param name="timeout">Null: the options' time-out for most calls.</param>
    /// <param name="mostAnswerBytes">A longer answer is not read.</param>
    /// <exception cref="LiveKitException">Anything but an answer that could be read.</exception>
    public async Task<TAnswer> CallAsync<TRequest, TAnswer>(
        string method,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        VideoGrant grant,
        Func<ProtoObject, TAnswer> read,
        CancellationToken cancellationToken,
        TimeSpan? timeout = null,
        long mostAnswerBytes = MostAnswerBytes)
    {
        var began = time.GetTimestamp();
        var outcome = LiveKitMeter.Cancelled;
        try
        {
            var answer = await SendAsync(method, request, requestType, grant, read, timeout ?? options.CallTimeout, mostAnswerBytes, cancellationToken);
            outcome = "ok";
            return answer;
        }
        catch (LiveKitException failure)
        {
            outcome = LiveKitMeter.OutcomeOf(failure);
            throw;
        }
        finally
        {
            LiveKitMeter.Record(method, outcome, time.GetElapsedTime(began));
        }
    }

    private async Task<TAnswer> SendAsync<TRequest, TAnswer>(
        string method,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        VideoGrant grant,
        Func<ProtoObject, TAnswer> read,
        TimeSpan limit,
        long mostAnswerBytes,
        CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, "livekit." + method))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, requestType)),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens.ForServer(grant));
        message.Headers.Add("X-Twirp-Timeout-Ms", ((long)Math.Ceiling(limit.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture));

        using var timer = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        int? status = null;
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            status = (int)response.StatusCode;
            await response.Content.LoadIntoBufferAsync(mostAnswerBytes, both.Token);
            var body = await response.Content.ReadAsByteArrayAsync(both.Token);
            return response.IsSuccessStatusCode
                ? ProtoJson.Read(body, read)
                : throw TwirpError.From(method, status.Value, response.Content.Headers.ContentType?.MediaType, body);
        }
        catch (JsonException e)
        {
            throw new LiveKitException($"LiveKit {method}: an answer that cannot be read", status, innerException: e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new LiveKitException($"LiveKit {method}: an answer beyond {mostAnswerBytes} bytes", status, innerException: e);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw e is OperationCanceledException || timer.IsCancellationRequested
                ? new LiveKitException($"LiveKit {method}: no answer within {limit.TotalSeconds:0.###} s", innerException: e)
                : new LiveKitException($"LiveKit {method}: not reached or cut off", innerException: e);
        }
    }
}
