namespace PersonalizeOps.Data.Tests;

/// <summary>Finds real data sets, which are not part of the repository.</summary>
internal static class Datasets
{
    /// <summary>The folder of ml-latest-small: PERSONALIZEOPS_ML_LATEST_SMALL, or <c>shared/datasets/ml-latest-small</c> in a folder
    /// above the tests. The test is skipped where neither exists.</summary>
    public static string LatestSmall()
    {
        var named = Environment.GetEnvironmentVariable("PERSONALIZEOPS_ML_LATEST_SMALL");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); named is null && folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "datasets", "ml-latest-small");
            if (Directory.Exists(candidate))
                named = candidate;
        }

        if (named is null)
            Assert.Skip("ml-latest-small is not on this machine");

        return named;
    }
}
