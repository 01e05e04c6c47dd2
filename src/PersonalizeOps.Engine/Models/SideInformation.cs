using System.Buffers;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;
using PersonalizeOps.Engine.Models.Scorers;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// What is known besides histories: metadata of items and users, and the circumstances of interactions. Each part counts as much as it helped to predict held-out
/// interactions, often not at all.
/// </summary>
internal sealed class SideInformation(
    MetadataProfile profile,
    float profileWeight,
    AttributeLifts context,
    float contextWeight,
    UserAttributes users,
    ColdItems coldItems,
    StandardScores standard)
{
    private const string Weights = "side.weights";

    public static bool IsIn(SectionFile file) => file.Has(Weights);

    public static SideInformation Read(SectionFile file, HistoryWindow window, Column<int> userCounts)
    {
        var weights = file.Get<float>(Weights).Span;
        return weights.Length == 2
            ? new SideInformation(
                new MetadataProfile(MetadataFeatures.Read(file, userCounts.Length), window),
                weights[0],
                AttributeLifts.Read(file, "context.lifts", userCounts),
                weights[1],
                UserAttributes.Read(file, userCounts),
                ColdItems.Read(file, userCounts.Length),
                new StandardScores(userCounts))
            : throw file.Invalid("its weights of metadata are inconsistent");
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add(Weights, [profileWeight, contextWeight]);
        profile.Features.Write(writer);
        context.Write(writer, "context.lifts");
        users.Write(writer);
        coldItems.Write(writer);
    }

    /// <summary>Adds the similarity of items to the history by metadata.</summary>
    public void AddProfile(Span<float> scores, ReadOnlySpan<int> history, float temperature)
    {
        if (profileWeight == 0)
        {
            return;
        }

        var part = ArrayPool<float>.Shared.Rent(scores.Length);
        var own = part.AsSpan(0, scores.Length);
        profile.Score(history, own);
        VectorKernel.Best.AddScaled(profileWeight * temperature * standard.ScaleOf(own), own, scores);
        ArrayPool<float>.Shared.Return(part);
    }

    /// <summary>Adds what the circumstances of a request say.</summary>
    public void AddContext(Span<float> scores, IReadOnlyDictionary<string, string>? values, float temperature)
    {
        foreach (var (column, value) in contextWeight == 0 || values is null ? new Dictionary<string, string>() : values)
        {
            if (context.TryFind(AttributeLifts.KeyOf(column, value), out var number))
            {
                context.AddTo(scores, number, contextWeight * temperature);
            }
        }
    }

    /// <summary>Adds what the metadata of a user without history says.</summary>
    /// <returns>Whether it says anything.</returns>
    public bool AddUser(Span<float> scores, string? userId) => users.AddTo(scores, userId);

    /// <summary>Fills in the scores of items nobody has interacted with.</summary>
    public void ScoreColdItems(Span<float> scores) => coldItems.Score(scores);
}
