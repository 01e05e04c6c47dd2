namespace PersonalizeOps.Engine.Interactions;

/// <summary>One interaction while a store is being built.</summary>
internal readonly record struct InteractionRow(int User, int Item, long Timestamp, float Value, byte EventType)
{
    /// <summary>Whether both are the same interaction; two absent values are equal.</summary>
    public bool IsSame(in InteractionRow other) =>
        Item == other.Item
        && Timestamp == other.Timestamp
        && EventType == other.EventType
        && BitConverter.SingleToInt32Bits(Value) == BitConverter.SingleToInt32Bits(other.Value);
}
