using System.Globalization;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>Refuses a training that the machine has not the memory for, before it begins.</summary>
/// <param name="options">The options.</param>
internal sealed class TrainingMemory(ServerOptions options)
{
    // Measured on the recipes that need most: orders and transposes of interactions, neighbour and transition lists per item, a
    // history per user, and two square matrices over the most used items.
    private const long PerInteraction = 64;
    private const long PerItem = 4096;
    private const long PerUser = 128;
    private const long PerDenseCell = 2 * sizeof(double);
    private const long MostDenseItems = 4096;

    /// <summary>Gets what a training may need, in bytes.</summary>
    public long Limit { get; } = options.TrainingMemoryBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Estimates what a training needs.</summary>
    /// <returns>Bytes, rather too many than too few.</returns>
    public static long Estimate(long interactions, long users, long items)
    {
        var dense = Math.Min(items, MostDenseItems);
        return (interactions * PerInteraction) + (users * PerUser) + (items * PerItem) + (dense * dense * PerDenseCell);
    }

    /// <summary>Checks a training.</summary>
    /// <exception cref="JobFailedException">It would need more than the limit.</exception>
    public void Check(InteractionStore store)
    {
        var needed = Estimate(store.Count, store.UserCount, store.ItemCount);
        if (needed > Limit)
        {
            throw new JobFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The training would need about {Size(needed)} of memory for {store.Count} interactions of {store.UserCount} users with {store.ItemCount} items, and may use {Size(Limit)}. Import fewer rows, or start the server with a larger --training-memory."));
        }
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(bytes / 1048576.0, 0.1):0.0} MiB");
}
