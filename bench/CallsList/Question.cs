using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.Bench.CallsList;

/// <summary>Something that a user asks of a list, a little different each time.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Ask">The question of the nth time.</param>
/// <param name="Finds">Whether a question that finds nothing is a fault of the run.</param>
internal sealed record Question(string Name, Func<int, CallFilter> Ask, bool Finds = true);
