namespace PersonalizeOps.Engine.Interactions;

/// <summary>
/// The order of ids: plain decimal numbers first, by value, then all others by their UTF-8 bytes. Ids are numbered in this order, so
/// that equal scores rank by ascending id and results do not depend on the order of the input.
/// </summary>
internal static class IdOrder
{
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var leftIsNumber = IsNumber(left);
        if (leftIsNumber != IsNumber(right))
        {
            return leftIsNumber ? -1 : 1;
        }

        return leftIsNumber && left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static bool IsNumber(ReadOnlySpan<byte> id) =>
        id.Length > 0 && (id[0] != (byte)'0' || id.Length == 1) && !id.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
