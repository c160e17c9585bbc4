using OrleansCalls.Grains.Interfaces.Queries;

namespace OrleansCalls.Bench.CallsList;

/// <summary>Something that a user asks of a list, a little different each time.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Ask">The question of the nth time, of the calls that a filter names.</param>
/// <param name="Finds">Whether it is a fault of the run that the busiest user finds nothing.</param>
internal sealed record Question(string Name, Func<CallFilter, int, CallFilter> Ask, bool Finds = true);
