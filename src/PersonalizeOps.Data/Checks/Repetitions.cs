namespace PersonalizeOps.Data;

/// <summary>How often records repeat others.</summary>
/// <param name="Records">The records looked at.</param>
/// <param name="Repeats">Records whose pair of user and item, or whose id, came before.</param>
/// <param name="Duplicates">Records that came before, the same in all columns.</param>
/// <param name="RepeatLines">The first lines of repeats.</param>
/// <param name="DuplicateLines">The first lines of duplicates.</param>
internal sealed record Repetitions(
    long Records, long Repeats, long Duplicates, IReadOnlyList<long> RepeatLines, IReadOnlyList<long> DuplicateLines)
{
    /// <summary>Looks through what all threads remembered.</summary>
    public static Repetitions Find(IReadOnlyList<RecordKeys> keys, int maximumLines, int threads, CancellationToken cancellationToken)
    {
        var searches = new List<RepetitionSearch>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(
            0,
            keys[0].Parts,
            options,
            () => new RepetitionSearch(maximumLines),
            (part, _, search) =>
            {
                search.Search(keys, part);
                return search;
            },
            search =>
            {
                lock (searches)
                    searches.Add(search);
            });
        return new Repetitions(
            searches.Sum(search => search.Records),
            searches.Sum(search => search.Repeats),
            searches.Sum(search => search.Duplicates),
            [.. searches.SelectMany(search => search.RepeatLines).Order().Take(maximumLines)],
            [.. searches.SelectMany(search => search.DuplicateLines).Order().Take(maximumLines)]);
    }
}
