namespace OrleansCalls.LanguageModel.Tests;

/// <summary>Answers one request.</summary>
internal delegate Task ModelAnswer(HttpContext context);
