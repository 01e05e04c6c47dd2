using System.Globalization;

namespace PersonalizeOps.Data;

/// <summary>Turns what was counted in one file into findings.</summary>
internal sealed class DatasetDiagnosis(CheckedDataset dataset, CheckPlan plan, DatasetFacts facts, Repetitions repetitions, CheckOptions options)
{
    private const int SecondsOfDay = 86_400;
    private const int LongGapDays = 30;
    private const int SparkBins = 24;
    private const string Sparks = "▁▂▃▄▅▆▇█";

    private bool IsInteractions => dataset.Type is DatasetType.Interactions or DatasetType.ActionInteractions;

    /// <summary>Adds the findings.</summary>
    public void Run()
    {
        Measure();
        CheckSize();
        if (facts.Rows == 0)
            return;
        AddRepetitions();
        if (IsInteractions)
        {
            CheckEventTypes();
            AddTimes();
            if (facts.Users.Count > 0 && facts.Items.Count > 0)
            {
                AddHistory();
                AddDensity();
                AddLongTail();
                AddRepeatRate();
            }
        }

        AddEmptyValues();
    }

    private static string Share(double part, double whole) => whole == 0 ? "0 %" : Percent(part / whole);

    private static string Percent(double share) => share switch
    {
        > 0 and < 0.0001 => "less than 0.01 %",
        < 0.1 => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %"),
    };

    private static string Plural(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private void Measure()
    {
        dataset.Users = plan.User < 0 ? null : facts.Users.Count;
        dataset.Items = plan.Item < 0 ? null : facts.Items.Count;
        if (facts.LastTime >= 0)
        {
            dataset.FirstTime = DateTimeOffset.FromUnixTimeSeconds(facts.FirstTime);
            dataset.LastTime = DateTimeOffset.FromUnixTimeSeconds(facts.LastTime);
        }
    }

    private void CheckSize()
    {
        if (dataset.Bytes > ImportLimits.MaximumFullBytes)
        {
            dataset.Add(
                CheckCodes.TooLarge, dataset.Bytes, "The file is larger than the 100 GB that a FULL import allows.",
                "Import it in parts, or ask AWS for a higher quota.");
        }

        if (dataset.Type == DatasetType.Interactions)
            MinimumData.Check(dataset, facts.Rows, facts.Users, options.Recipe is not null);
    }

    private void AddRepetitions()
    {
        var sample = plan.SampleBits == 0 ? "" : $" (in a sample of one in {1 << plan.SampleBits})";
        if (repetitions.Duplicates > 0)
        {
            dataset.Add(
                CheckCodes.DuplicateRecord,
                repetitions.Duplicates,
                $"{Plural(repetitions.Duplicates, "record repeats", "records repeat")} an earlier one in all columns{sample}; repeated records count once.",
                "Remove them, or look why the export repeats rows.",
                null,
                null,
                repetitions.DuplicateLines);
        }

        var changed = repetitions.Repeats - repetitions.Duplicates;
        if (!IsInteractions && changed > 0)
        {
            dataset.Add(
                CheckCodes.RepeatedId,
                repetitions.Repeats,
                $"{Plural(repetitions.Repeats, "record has", "records have")} an id that came before{sample}; of records with one id only one counts.",
                "Keep one record for each id.",
                null,
                plan.Rules[Math.Max(plan.User, plan.Item)].Name,
                repetitions.RepeatLines);
        }
    }

    private void CheckEventTypes()
    {
        if (plan.EventType < 0 || facts.EventTypes.Count == 0)
            return;
        var types = facts.EventTypes.ByRows;
        var shown = string.Join(", ", types.Take(5).Select(type => $"{FieldCheck.Shorten(type.Name, 30)} {Share(type.Rows, facts.Rows)}"));
        var more = types.Count > 5 ? $", and {types.Count - 5} more" : "";
        dataset.Add(
            CheckCodes.EventTypes, types.Count, $"Event types: {shown}{more}.", "A solution may train on one type, or weigh several.", null, "EVENT_TYPE");
        if (facts.EventTypes.HasZero)
        {
            dataset.Add(
                DatasetFaultCodes.OutOfRange, 1, "An event type holds a zero character.", "Look how the file was written.", null, "EVENT_TYPE");
        }

        var columns = plan.Rules.Count(rule => rule.Nullable);
        if (facts.EventTypes.Count > CheckRules.MaximumEventTypes)
        {
            dataset.Add(
                CheckCodes.TooManyEventTypes, facts.EventTypes.Count, $"There are more than {CheckRules.MaximumEventTypes} different event types.",
                "Put what varies into a column of its own.", CheckSeverity.Error, "EVENT_TYPE");
        }
        else if (dataset.Type == DatasetType.Interactions && types.Count + columns > CheckRules.MaximumEventTypesAndColumns)
        {
            dataset.Add(
                CheckCodes.TooManyEventTypes,
                types.Count,
                $"{types.Count} event types and {columns} optional columns; AWS allows {CheckRules.MaximumEventTypesAndColumns} together.",
                "Leave out rare types or columns before importing on AWS.",
                null,
                "EVENT_TYPE");
        }
    }

    private void AddTimes()
    {
        if (facts.LastTime < 0)
            return;
        if (facts.FirstTime == facts.LastTime && facts.Rows > 1)
        {
            dataset.Add(
                CheckCodes.SameTimestamp, facts.Rows, $"All interactions have the time {facts.FirstTime}.",
                "Export the time of each event: recipes learn from the order.", null, "TIMESTAMP");
            return;
        }

        AddActivity();
        var order = facts.StepsBack == 0
            ? "The rows stand in the order of time."
            : $"The rows do not stand in the order of time: {Number(facts.StepsBack)} are earlier than the row before.";
        dataset.Add(CheckCodes.TimeOrder, facts.StepsBack, order, "The order in the file does not matter.", null, "TIMESTAMP");
    }

    private void AddActivity()
    {
        var (first, last) = ((int)(facts.FirstTime / SecondsOfDay), (int)Math.Min(facts.LastTime / SecondsOfDay, facts.Days.Length - 1));
        var days = facts.Days.AsSpan(Math.Min(first, last)..(last + 1)).ToArray();
        var gap = LongestGap(days);
        var idle = (plan.Now - facts.LastTime) / SecondsOfDay;
        var message = string.Create(CultureInfo.InvariantCulture, $"{dataset.FirstTime:yyyy-MM-dd} to {dataset.LastTime:yyyy-MM-dd} {Sparkline(days)}, ")
            + $"{Number(days.LongCount(day => day > 0))} of {Number(days.Length)} days have interactions"
            + (gap >= LongGapDays ? $", the longest gap is {Number(gap)} days." : ".");
        var advice = idle > LongGapDays
            ? $"The last interaction is {Number(idle)} days old: train on fresh data if there is some."
            : "Long histories of another time may be left out.";
        dataset.Add(CheckCodes.Activity, days.LongCount(day => day > 0), message, advice, null, "TIMESTAMP");
    }

    private static int LongestGap(long[] days)
    {
        var (longest, current) = (0, 0);
        foreach (var day in days)
        {
            current = day == 0 ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }

    private static string Sparkline(long[] days)
    {
        var bins = new long[Math.Min(SparkBins, days.Length)];
        for (var day = 0; day < days.Length; day++)
            bins[(long)day * bins.Length / days.Length] += days[day];
        var most = bins.Max();
        return string.Concat(bins.Select(bin => bin == 0 ? '·' : Sparks[(int)(bin * (Sparks.Length - 1) / most)]));
    }

    private void AddHistory()
    {
        var counts = facts.Users.Entries.Select(user => user.Value).Order().ToArray();
        var (once, few) = (counts.Count(count => count == 1), counts.Count(count => count < 5));
        dataset.Add(
            CheckCodes.History,
            few,
            $"Users have {Number(counts[counts.Length / 2])} interactions in the median, {Number(counts[^1])} at most; "
                + $"{Share(once, counts.Length)} have one, {Share(few, counts.Length)} fewer than 5.",
            counts[^1] > 100 * Math.Max(counts[counts.Length / 2], 10)
                ? "Users with very long histories may be robots or shared accounts."
                : "Users with short histories get mostly what is popular.",
            null,
            "USER_ID");
    }

    private void AddDensity()
    {
        var pairs = (double)facts.Users.Count * facts.Items.Count;
        // Repeats are of a sample when the file is very large; their share is taken for all.
        var distinct = facts.Rows * (1 - ((double)repetitions.Repeats / Math.Max(repetitions.Records, 1)));
        dataset.Density = Math.Min(1, distinct / pairs);
        dataset.Add(
            CheckCodes.Density,
            facts.Rows,
            $"{Number(facts.Users.Count)} users and {Number(facts.Items.Count)} items: {Percent(dataset.Density.Value)} of all pairs have an interaction.",
            dataset.Density < 0.0005 ? "Sparse data profits from columns that describe items and users." : "Dense enough to learn from who used what.");
    }

    private void AddLongTail()
    {
        var counts = facts.Items.Entries.Select(item => item.Value).Order().ToArray();
        double total = counts.Sum(count => (long)count);
        var top = Math.Max(1, counts.Length / 100);
        var onTop = counts[^top..].Sum(count => (long)count);
        var rare = counts.Count(count => count < 5);
        dataset.Add(
            CheckCodes.LongTail,
            rare,
            $"The top 1 % of the items has {Share(onTop, total)} of the interactions (Gini {Gini(counts, total).ToString("0.00", CultureInfo.InvariantCulture)}); "
                + $"{Share(rare, counts.Length)} of the items have fewer than 5.",
            "Rare items are recommended seldom: exploration or item columns help.",
            null,
            plan.Rules[plan.Item].Name);
    }

    /// <summary>0 when all items have the same share, towards 1 when one has all.</summary>
    private static double Gini(uint[] ordered, double total)
    {
        var weighted = 0.0;
        for (var i = 0; i < ordered.Length; i++)
            weighted += (i + 1.0) * ordered[i];
        return ((2 * weighted) / (ordered.Length * total)) - ((ordered.Length + 1.0) / ordered.Length);
    }

    private void AddRepeatRate()
    {
        var share = (double)repetitions.Repeats / Math.Max(repetitions.Records, 1);
        dataset.Add(
            CheckCodes.RepeatRate,
            repetitions.Repeats,
            $"{Percent(share)} of the interactions repeat an item of the same user.",
            share > 0.02 ? "Users come back to items: filter what they have if it should not be recommended again." : "Users rarely come back to an item.");
    }

    private void AddEmptyValues()
    {
        for (var field = 0; field < plan.Rules.Length; field++)
        {
            var empty = facts.Empty[field];
            if (empty <= facts.Rows * (1 - CheckRules.RecommendedFilled))
                continue;
            var name = plan.Rules[field].Name;
            dataset.Add(
                CheckCodes.EmptyValues, empty, $"{Share(empty, facts.Rows)} of the cells of {name} are empty.",
                "Optional columns should be filled in 70 % of the rows, or be left out.", null, name);
        }
    }
}
