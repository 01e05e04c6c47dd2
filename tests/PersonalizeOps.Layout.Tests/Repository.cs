using System.Text.RegularExpressions;

namespace PersonalizeOps.Layout.Tests;

/// <summary>The source tree, found by walking up from the test's own folder to the solution file.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>The text without comments, so that a room may explain what it does not use.</summary>
    public static string Code(string file) => Comments().Replace(File.ReadAllText(file), "");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PersonalizeOps.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("PersonalizeOps.slnx is in no folder above the tests.");
    }

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
