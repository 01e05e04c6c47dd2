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
    public static Repetitions Find(IReadOnlyList<DatasetFacts> facts, int maximumLines, int threads, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        var unique = SettleRuns(facts, options);
        var keys = facts.Select(fact => fact.Keys).ToList();
        var searches = new List<RepetitionSearch>();
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
            unique + searches.Sum(search => search.Records),
            searches.Sum(search => search.Repeats),
            searches.Sum(search => search.Duplicates),
            [.. searches.SelectMany(search => search.RepeatLines).Order().Take(maximumLines)],
            [.. searches.SelectMany(search => search.DuplicateLines).Order().Take(maximumLines)]);
    }

    /// <summary>Leaves to be looked through what repeats within a run of a user, and users with several runs.</summary>
    /// <returns>The number of records that need not be looked at.</returns>
    private static long SettleRuns(IReadOnlyList<DatasetFacts> facts, ParallelOptions options)
    {
        var withRuns = facts.Where(fact => fact.Runs is not null).ToList();
        // What a thread without runs remembers may repeat a record of any run.
        var all = withRuns.Count < facts.Count;
        var users = new CompactTable();
        foreach (var run in all ? [] : withRuns.SelectMany(fact => fact.Runs!.Ended))
            users.Get(run.User, out _).Value++;
        var unique = 0L;
        Parallel.ForEach(withRuns, options, fact => Interlocked.Add(
            ref unique,
            fact.Runs!.MoveTo(fact.Keys, run => all || run.Repeats || users.Get(run.User, out _).Value > 1, options.CancellationToken)));
        return unique;
    }
}
