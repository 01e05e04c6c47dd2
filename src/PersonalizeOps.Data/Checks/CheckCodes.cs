namespace PersonalizeOps.Data;

/// <summary>The values of <see cref="CheckFinding.Code"/> besides <see cref="DatasetFaultCodes"/>.</summary>
public static class CheckCodes
{
    /// <summary>The schema breaks a rule of its dataset type.</summary>
    public const string InvalidSchema = nameof(InvalidSchema);

    /// <summary>Fewer interactions than an import takes.</summary>
    public const string TooFewInteractions = nameof(TooFewInteractions);

    /// <summary>The file is larger than an import takes.</summary>
    public const string TooLarge = nameof(TooLarge);

    /// <summary>Fewer users with two interactions than a training takes.</summary>
    public const string TooFewUsers = nameof(TooFewUsers);

    /// <summary>A dataset that the recipe needs is missing.</summary>
    public const string MissingDataset = nameof(MissingDataset);

    /// <summary>More different event types than AWS or the local server takes.</summary>
    public const string TooManyEventTypes = nameof(TooManyEventTypes);

    /// <summary>A column that the schema does not name.</summary>
    public const string UnknownColumn = nameof(UnknownColumn);

    /// <summary>A column whose name differs from a reserved one in case or spaces only.</summary>
    public const string AlmostReserved = nameof(AlmostReserved);

    /// <summary>Records that came before, the same in all columns.</summary>
    public const string DuplicateRecord = nameof(DuplicateRecord);

    /// <summary>An id of an item, user or action that came before.</summary>
    public const string RepeatedId = nameof(RepeatedId);

    /// <summary>Ids with white space before or after them.</summary>
    public const string PaddedId = nameof(PaddedId);

    /// <summary>Times that have not come yet.</summary>
    public const string TimestampInFuture = nameof(TimestampInFuture);

    /// <summary>Times before 1990, which are mostly days or counters.</summary>
    public const string TimestampImplausible = nameof(TimestampImplausible);

    /// <summary>All interactions have the same time.</summary>
    public const string SameTimestamp = nameof(SameTimestamp);

    /// <summary>Texts that Personalize cuts.</summary>
    public const string LongText = nameof(LongText);

    /// <summary>Interactions with items that the items file lacks.</summary>
    public const string ItemsNotDescribed = nameof(ItemsNotDescribed);

    /// <summary>Interactions of users that the users file lacks.</summary>
    public const string UsersNotDescribed = nameof(UsersNotDescribed);

    /// <summary>Items without interactions.</summary>
    public const string ColdItems = nameof(ColdItems);

    /// <summary>Described users without interactions.</summary>
    public const string ColdUsers = nameof(ColdUsers);

    /// <summary>Fewer interactions or users than recommended.</summary>
    public const string LittleData = nameof(LittleData);

    /// <summary>How many of all pairs of user and item have an interaction.</summary>
    public const string Density = nameof(Density);

    /// <summary>How the interactions spread over the items.</summary>
    public const string LongTail = nameof(LongTail);

    /// <summary>How often users come back to an item.</summary>
    public const string RepeatRate = nameof(RepeatRate);

    /// <summary>How much history users have.</summary>
    public const string History = nameof(History);

    /// <summary>How the interactions spread over time.</summary>
    public const string Activity = nameof(Activity);

    /// <summary>Whether the rows stand in the order of time.</summary>
    public const string TimeOrder = nameof(TimeOrder);

    /// <summary>The event types and their shares.</summary>
    public const string EventTypes = nameof(EventTypes);

    /// <summary>An optional column with many empty cells.</summary>
    public const string EmptyValues = nameof(EmptyValues);
}
