using System.Collections.Frozen;

namespace PersonalizeOps.Data;

/// <summary>What counts as wrong, odd or worth knowing.</summary>
/// <remarks>Source: Personalize developer guide, "Preparing training data", "Quotas"; the rest are thresholds of our own.</remarks>
internal static class CheckRules
{
    /// <summary>Recommended for good recommendations.</summary>
    public const long RecommendedInteractions = 50_000;

    /// <summary>Users with two interactions, recommended for good recommendations.</summary>
    public const long RecommendedUsers = 1000;

    /// <summary>The share of users that must have two interactions.</summary>
    public const double MinimumShareOfUsers = 0.01;

    /// <summary>Event types and optional columns together on AWS.</summary>
    public const int MaximumEventTypesAndColumns = 10;

    /// <summary>Event types in a dataset of the local server.</summary>
    public const int MaximumEventTypes = 255;

    /// <summary>Optional columns should be filled in so many rows.</summary>
    public const double RecommendedFilled = 0.7;

    private static readonly FrozenSet<string> Warnings = new[]
    {
        CheckCodes.UnknownColumn, CheckCodes.AlmostReserved, CheckCodes.DuplicateRecord, CheckCodes.RepeatedId, CheckCodes.PaddedId,
        CheckCodes.TimestampInFuture, CheckCodes.TimestampImplausible, CheckCodes.SameTimestamp, CheckCodes.ItemsNotDescribed,
        CheckCodes.UsersNotDescribed, CheckCodes.TooFewUsers, CheckCodes.TooManyEventTypes,
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Information = new[]
    {
        CheckCodes.LongText, CheckCodes.ColdItems, CheckCodes.ColdUsers, CheckCodes.LittleData, CheckCodes.Density, CheckCodes.LongTail,
        CheckCodes.RepeatRate, CheckCodes.History, CheckCodes.Activity, CheckCodes.TimeOrder, CheckCodes.EventTypes, CheckCodes.EmptyValues,
    }.ToFrozenSet();

    /// <summary>How much a finding matters unless something else is known; what makes an import fail is an error.</summary>
    public static CheckSeverity SeverityOf(string code) =>
        Warnings.Contains(code) ? CheckSeverity.Warning : Information.Contains(code) ? CheckSeverity.Information : CheckSeverity.Error;
}
