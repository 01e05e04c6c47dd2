namespace PersonalizeOps.Engine.Models.Actions;

/// <summary>What is known of a user at a moment.</summary>
internal readonly ref struct ActionUser
{
    /// <summary>What the user did with actions so far, oldest first.</summary>
    public required ReadOnlySpan<ActionEvent> Events { get; init; }

    /// <summary>The hashes of the newest items, oldest first.</summary>
    public required ReadOnlySpan<uint> Items { get; init; }

    /// <summary>The number of all interactions with items.</summary>
    public required int ItemCount { get; init; }

    /// <summary>When the user last interacted with an item; <see cref="long.MinValue"/> for never.</summary>
    public required long LastItem { get; init; }

    /// <summary>The hashes of the user's metadata.</summary>
    public required ReadOnlySpan<uint> Metadata { get; init; }
}
