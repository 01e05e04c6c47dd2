using System.Globalization;

namespace PersonalizeOps.Data;

/// <summary>Compares the datasets of one group by the hashes of their ids.</summary>
internal static class DatasetComparison
{
    public static void Run(IReadOnlyList<CheckedDataset> datasets, string? recipe)
    {
        var interactions = Find(datasets, DatasetType.Interactions);
        if (interactions?.Ids is { } ids)
        {
            if (Find(datasets, DatasetType.Items) is { Ids: { } items } itemsFile)
                CompareItems(interactions, ids, itemsFile, items);
            if (Find(datasets, DatasetType.Users) is { Ids: { } users } usersFile)
                CompareUsers(interactions, ids, usersFile, users);
        }

        foreach (var missing in recipe is null ? [] : RecipeNeeds.Of(recipe).Where(type => Find(datasets, type) is null))
        {
            datasets[0].Add(
                CheckCodes.MissingDataset, 1, $"The recipe {recipe} needs the dataset {missing.ToApi()}, which is not among the files.", "Add the file.");
        }
    }

    private static CheckedDataset? Find(IReadOnlyList<CheckedDataset> datasets, DatasetType type) =>
        datasets.FirstOrDefault(dataset => dataset.Type == type);

    private static void CompareItems(CheckedDataset interactions, DatasetIds ids, CheckedDataset itemsFile, DatasetIds items)
    {
        AddMissing(interactions, ids.Items, items.Items, itemsFile.File, CheckCodes.ItemsNotDescribed, "ITEM_ID", "items");
        var cold = items.Items.Entries.LongCount(item => !ids.Items.Contains(item.Key));
        if (cold > 0)
        {
            itemsFile.Add(
                CheckCodes.ColdItems, cold, $"{Number(cold)} of {Number(items.Items.Count)} items have no interactions in {interactions.File}.",
                "Recipes with exploration recommend them; the columns and CREATION_TIMESTAMP tell which.", null, "ITEM_ID");
        }
    }

    private static void CompareUsers(CheckedDataset interactions, DatasetIds ids, CheckedDataset usersFile, DatasetIds users)
    {
        AddMissing(interactions, ids.Users, users.Users, usersFile.File, CheckCodes.UsersNotDescribed, "USER_ID", "users");
        var cold = users.Users.Entries.LongCount(user => !ids.Users.Contains(user.Key));
        if (cold > 0)
        {
            usersFile.Add(
                CheckCodes.ColdUsers, cold, $"{Number(cold)} of {Number(users.Users.Count)} users have no interactions in {interactions.File}.",
                "They get what is popular until they have some.", null, "USER_ID");
        }
    }

    private static void AddMissing(
        CheckedDataset interactions, CompactTable mentioned, CompactTable described, string file, string code, string column, string what)
    {
        var missing = mentioned.Entries.Where(entry => !described.Contains(entry.Key)).ToList();
        if (missing.Count == 0)
            return;
        var lines = new FirstLines(interactions.Ids!.MaximumRows);
        missing.ForEach(entry => lines.Add(entry.Line));
        interactions.Add(
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
