using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using OrleansCalls.WebFront.Auth;

namespace OrleansCalls.WebFront.Documentation;

/// <summary>Completes the OpenAPI document: who may call, headers and queries that arguments read by themselves, examples.</summary>
internal static class ApiDescription
{
    private const string UserScheme = "user";
    private const string AgentScheme = "agent";

    private static readonly Dictionary<string, (string Meaning, JsonNode Example)> s_pathParameters = new()
    {
        ["room"] = ("The call's room, as its start named it; of a call that is older than this system, whatever name its row has. Percent-encoded, `/` as `%2F`; at most 256 bytes", "ana_fred-call_1767225600000"),
        ["id"] = ("The endpoint's id", "0192f2d4-8a6e-7c3b-9f10-2b6d1c4e5a70"),
        ["deliveryId"] = ("The delivery's id", "0192f2d4-9b7f-7d4c-8e21-3c7e2d5f6b81"),
    };

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(CompleteAsync);
    });

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OrleansCalls",
            Version = "v1",
            Description = "Voice calls on LiveKit: started, recorded, transcribed and summarised.",
        };
        document.Components?.Schemas?.Remove("SseItemOfstring"); // streams say themselves what their events are
        document.Servers = [new OpenApiServer { Url = "/" }]; // whatever name this is reached by
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [UserScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            [AgentScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = AuthSetup.AgentHeader,
            },
        };
        return Task.CompletedTask;
    }

    private static async Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var policy in metadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>())
            Secure(operation, policy, context.Document);
        foreach (var parameter in metadata.OfType<DocumentedParameter>())
            Add(operation, parameter);
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(p => s_pathParameters.ContainsKey(p.Name ?? "")) ?? [])
            (parameter.Description, parameter.Example) = s_pathParameters[parameter.Name!];
        foreach (var also in metadata.OfType<AlsoSent>())
        {
            operation.Responses?["200"].Content?.TryAdd(also.MediaType, new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = JsonValue.Create(also.Example),
            });
        }

        operation.RequestBody?.Content?.Remove(EndpointDocumentation.AnyMediaType);
        if (metadata.OfType<RequestExample>().LastOrDefault() is { } example
            && operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var json))
            json.Example = JsonNode.Parse(example.Json);
        AddAnswers(operation, context);
        if (metadata.OfType<StreamedEvent>().ToList() is { Count: > 0 } events
            && operation.Responses?["200"].Content is { } answers && answers.TryGetValue("text/event-stream", out var stream))
            stream.Schema = await OneOfAsync(events, context, cancellation);
    }

    // Each event of the stream is one of these; their data is JSON.
    private static async Task<OpenApiSchema> OneOfAsync(
        List<StreamedEvent> events, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var all = new OpenApiSchema { OneOf = [] };
        foreach (var streamed in events)
        {
            if (Examples.Of(streamed.Data) is null) // what routes answer with is described by them
                context.Document!.AddComponent(streamed.Data.Name, await context.GetOrCreateSchemaAsync(streamed.Data, null, cancellation));
            var one = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = streamed.Meaning,
                Required = new HashSet<string> { "event", "data" },
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["event"] = new OpenApiSchema { Type = JsonSchemaType.String, Const = streamed.Name },
                    ["data"] = new OpenApiSchemaReference(streamed.Data.Name, context.Document),
                },
            };
            if (streamed.Id is not null)
            {
                one.Required.Add("id");
                one.Properties["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Examples = [JsonValue.Create(streamed.Id)] };
            }

            all.OneOf.Add(one);
        }

        return all;
    }

    private static void AddAnswers(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        foreach (var (code, response) in operation.Responses ?? [])
        {
            var status = int.Parse(code, CultureInfo.InvariantCulture);
            var answer = context.Description.SupportedResponseTypes
                .Where(r => r.StatusCode == status).Select(r => Examples.Of(r.Type)).FirstOrDefault(e => e is not null);
            foreach (var (type, content) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                content.Example = type switch
                {
                    "application/problem+json" => ErrorExamples.Problem(status),
                    "application/json" when answer is not null => JsonSerializer.SerializeToNode(answer, answer.GetType(), json),
                    "application/json" when status >= 400 => ErrorExamples.DropIn(status),
                    _ => content.Example,
                };
            }
        }
    }

    private static void Secure(OpenApiOperation operation, string policy, OpenApiDocument? document)
    {
        operation.Security ??= [];
        operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(UserScheme, document)] = [] });
        if (policy == AuthSetup.UsersAndAgent)
            operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(AgentScheme, document)] = [] });
    }

    private static void Add(OpenApiOperation operation, DocumentedParameter parameter) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = parameter.Name,
        In = parameter.InHeader ? ParameterLocation.Header : ParameterLocation.Query,
        Description = parameter.Description,
        Example = JsonValue.Create(parameter.Example),
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });
}
