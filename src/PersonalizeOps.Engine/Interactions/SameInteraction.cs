namespace PersonalizeOps.Engine.Interactions;

/// <summary>Whether two rows of one user are the same interaction; their field User holds the position of the row.</summary>
internal sealed class SameInteraction(MetadataRows metadata) : IEqualityComparer<InteractionRow>
{
    public bool Equals(InteractionRow left, InteractionRow right) => left.IsSame(right) && metadata.IsSame(left.User, right.User);

    public int GetHashCode(InteractionRow row) =>
        HashCode.Combine(row.Item, row.Timestamp, row.EventType, BitConverter.SingleToInt32Bits(row.Value), metadata.HashOf(row.User));
}
