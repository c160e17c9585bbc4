namespace OrleansCalls.Chaos;

/// <summary>Random numbers for each call and each fault of their own, so that what one draws does not change the others.</summary>
internal sealed class Seeds(int seed)
{
    public Random For(string purpose, int index)
    {
        var hash = 14695981039346656037; // FNV-1a: the same in every process
        foreach (var character in $"{seed}/{purpose}/{index}")
        {
            hash = (hash ^ character) * 1099511628211;
        }

        return new Random((int)(hash ^ (hash >> 32)));
    }
}
