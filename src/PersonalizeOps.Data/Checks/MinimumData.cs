using System.Globalization;

namespace PersonalizeOps.Data;

/// <summary>The least interactions that an import and a training take.</summary>
internal static class MinimumData
{
    private static readonly string[] Codes = [CheckCodes.TooFewInteractions, CheckCodes.TooFewUsers, CheckCodes.LittleData];

    /// <summary>Whether a finding is one of these.</summary>
    public static bool IsAbout(CheckFinding finding) => Codes.Contains(finding.Code);

    /// <summary>Adds findings to a file of interactions.</summary>
    /// <param name="dataset">The file.</param>
    /// <param name="rows">The interactions of one import: those of the file, or of several files together.</param>
    /// <param name="users">The users with the numbers of their interactions.</param>
    /// <param name="isForRecipe">Whether a training is meant, for which it must suffice.</param>
    public static void Check(CheckedDataset dataset, long rows, CompactTable users, bool isForRecipe)
    {
        if (rows < ImportLimits.MinimumInteractions)
        {
            dataset.Add(
                CheckCodes.TooFewInteractions,
                rows,
                ImportLimits.TooFewInteractions(rows),
                "Collect more, or add generated data to try things out: New-SampleDataset.");
        }

        if (users.Count > 0)
            CheckUsers(dataset, rows, users, isForRecipe);
    }

    private static void CheckUsers(CheckedDataset dataset, long rows, CompactTable users, bool isForRecipe)
    {
        var active = users.Entries.Count(user => user.Value >= 2);
        if (active < ImportLimits.MinimumTrainingUsers || active < users.Count * CheckRules.MinimumShareOfUsers)
        {
            dataset.Add(
                CheckCodes.TooFewUsers,
                active,
                $"{Number(active)} of {Number(users.Count)} users have at least 2 interactions; a training needs {ImportLimits.MinimumTrainingUsers} and 1 %.",
                "Use ids that last longer than a session, or collect more.",
                isForRecipe ? CheckSeverity.Error : null);
        }
        else if (rows < CheckRules.RecommendedInteractions || active < CheckRules.RecommendedUsers)
        {
            dataset.Add(
                CheckCodes.LittleData,
                rows,
                $"{Number(rows)} interactions, {Number(active)} users with at least 2.",
                "Enough to try; for good recommendations 50,000 interactions of 1,000 such users are recommended.");
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
