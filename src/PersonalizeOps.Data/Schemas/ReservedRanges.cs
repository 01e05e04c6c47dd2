namespace PersonalizeOps.Data;

/// <summary>The numbers that reserved fields may hold.</summary>
/// <remarks>Source: Personalize developer guide, "Actions dataset requirements".</remarks>
public static class ReservedRanges
{
    /// <summary>Gives the range of a field.</summary>
    /// <param name="type">The type of the dataset.</param>
    /// <param name="field">The field's name.</param>
    /// <returns>The least and the greatest value; those of a long where nothing is said.</returns>
    public static (long Minimum, long Maximum) Of(DatasetType type, string field) => (type, field) switch
    {
        (DatasetType.Actions, "VALUE") => (1, 10),
        (DatasetType.Actions, "REPEAT_FREQUENCY") => (0, 30),
        _ => (long.MinValue, long.MaxValue),
    };
}
