using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Engine.Filters;

/// <summary>Who or what a request is about, for filters that ask. Nothing of it is kept.</summary>
public sealed record FilterSubject
{
    /// <summary>A subject nothing is known of.</summary>
    public static FilterSubject None { get; } = new();

    /// <summary>The user; null for none.</summary>
    public string? UserId { get; init; }

    /// <summary>Gives the user's value in a column of the Users dataset; null when there is none.</summary>
    public Func<string, string?>? UserValue { get; init; }

    /// <summary>Gives the current item's value in a column of the Items dataset; null when there is none.</summary>
    public Func<string, string?>? ItemValue { get; init; }

    /// <summary>The imported interactions (for actions: those with actions).</summary>
    public InteractionStore? Interactions { get; init; }

    /// <summary>What the user did besides, oldest first.</summary>
    public IReadOnlyList<UserEvent>? RecentEvents { get; init; }
}
