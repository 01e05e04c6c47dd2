using System.Globalization;

namespace PersonalizeOps.Data;

/// <summary>Compares the datasets of one group by the hashes of their ids.</summary>
internal static class DatasetComparison
{
    public static void Run(IReadOnlyList<CheckedDataset> datasets, string? recipe)
    {
        if (DatasetFiles.Of(datasets, DatasetType.Interactions) is { Ids: { } ids } interactions)
        {
            if (interactions.Files.Count > 1)
                CheckTogether(interactions, ids, recipe is not null);
            if (DatasetFiles.Of(datasets, DatasetType.Items) is { Ids: { } items } itemFiles)
                CompareItems(interactions, ids, itemFiles, items);
            if (DatasetFiles.Of(datasets, DatasetType.Users) is { Ids: { } users } userFiles)
                CompareUsers(interactions, ids, userFiles, users);
        }

        foreach (var missing in recipe is null ? [] : RecipeNeeds.Of(recipe).Where(type => datasets.All(dataset => dataset.Type != type)))
        {
            datasets[0].Add(
                CheckCodes.MissingDataset, 1, $"The recipe {recipe} needs the dataset {missing.ToApi()}, which is not among the files.", "Add the file.");
        }
    }

    /// <summary>An import takes the files of a folder together, so each alone may be small.</summary>
    private static void CheckTogether(DatasetFiles interactions, DatasetIds ids, bool isForRecipe)
    {
        foreach (var file in interactions.Files)
            file.Remove(MinimumData.IsAbout);
        MinimumData.Check(interactions.First, interactions.Files.Sum(file => file.Rows), ids.Users, isForRecipe);
    }

    private static void CompareItems(DatasetFiles interactions, DatasetIds ids, DatasetFiles itemFiles, DatasetIds items)
    {
        AddMissing(interactions, ids, ids.Items, items.Items, itemFiles.Name, CheckCodes.ItemsNotDescribed, "ITEM_ID", "items");
        var cold = items.Items.Entries.LongCount(item => !ids.Items.Contains(item.Key));
        if (cold > 0)
        {
            itemFiles.First.Add(
                CheckCodes.ColdItems, cold, $"{Number(cold)} of {Number(items.Items.Count)} items have no interactions in {interactions.Name}.",
                "Recipes with exploration recommend them; the columns and CREATION_TIMESTAMP tell which.", null, "ITEM_ID");
        }
    }

    private static void CompareUsers(DatasetFiles interactions, DatasetIds ids, DatasetFiles userFiles, DatasetIds users)
    {
        AddMissing(interactions, ids, ids.Users, users.Users, userFiles.Name, CheckCodes.UsersNotDescribed, "USER_ID", "users");
        var cold = users.Users.Entries.LongCount(user => !ids.Users.Contains(user.Key));
        if (cold > 0)
        {
            userFiles.First.Add(
                CheckCodes.ColdUsers, cold, $"{Number(cold)} of {Number(users.Users.Count)} users have no interactions in {interactions.Name}.",
                "They get what is popular until they have some.", null, "USER_ID");
        }
    }

    private static void AddMissing(
        DatasetFiles interactions, DatasetIds ids, CompactTable mentioned, CompactTable described, string file, string code, string column, string what)
    {
        var missing = mentioned.Entries.Where(entry => !described.Contains(entry.Key)).ToList();
        if (missing.Count == 0)
            return;
        var lines = new FirstLines(ids.MaximumRows);
        // Of several files a line would not tell which one is meant.
        if (interactions.Files.Count == 1)
            missing.ForEach(entry => lines.Add(entry.Line));
        interactions.First.Add(
            code,
            missing.Count,
            $"{Number(missing.Count)} {what} with {Number(missing.Sum(entry => (long)entry.Value))} interactions are not in {file}.",
            $"Add them to {file}: they take part in training without their columns, and filters on columns drop them.",
            null,
            column,
            lines.Lines);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
