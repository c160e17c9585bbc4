using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrleansCalls.WebFront.Auth;

namespace OrleansCalls.WebFront.Documentation;

/// <summary>Completes the OpenAPI document: who may call, headers and queries that arguments read by themselves, examples.</summary>
internal static class ApiDescription
{
    private const string UserScheme = "user";
    private const string AgentScheme = "agent";

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
        document.Servers = [new OpenApiServer { Url = "/" }]; // whatever name this is reached by
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [UserScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            [AgentScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = AgentAuthentication.Header,
            },
        };
        return Task.CompletedTask;
    }

    private static Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var policy in metadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>())
            Secure(operation, policy, context.Document);
        foreach (var parameter in metadata.OfType<DocumentedParameter>())
            Add(operation, parameter);
        foreach (var type in metadata.OfType<AlsoSent>().SelectMany(a => a.MediaTypes))
            operation.Responses?["200"].Content?.TryAdd(type, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        if (metadata.OfType<RequestExample>().LastOrDefault() is { } example
            && operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var json))
            json.Example = JsonNode.Parse(example.Json);
        return Task.CompletedTask;
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
