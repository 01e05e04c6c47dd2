using System.Text;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Layout.Tests;

/// <summary>
/// docs/coverage.md follows from the code. <c>PERSONALIZEOPS_UPDATE_DOCS=1</c> in the environment writes it anew.
/// </summary>
public sealed class CoveragePageTests
{
    private static readonly (string Model, string Folder, string Title)[] Services =
    [
        ("personalize", "Personalize", "Personalize"),
        ("personalize-runtime", "PersonalizeRuntime", "Personalize Runtime"),
        ("personalize-events", "PersonalizeEvents", "Personalize Events"),
    ];

    [Fact]
    public void The_coverage_page_tells_what_the_server_has()
    {
        var path = Path.Combine(Repository.Root, "docs/coverage.md");
        var page = Render();
        if (Environment.GetEnvironmentVariable("PERSONALIZEOPS_UPDATE_DOCS") == "1")
            File.WriteAllText(path, page);
        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Render()
    {
        var page = new StringBuilder("""
            # Operations of the local server

            Written from the code by a test; an operation without a tick answers with an error that names it.
            The generated clients have all of them.

            """.ReplaceLineEndings("\n"));
        foreach (var (model, folder, title) in Services)
        {
            var operations = OperationsOf(model);
            var present = Overrides(folder);
            page.Append($"\n## {title}: {operations.Count(present.Contains)} of {operations.Count}\n\n| Operation | Served |\n| --- | --- |\n");
            foreach (var operation in operations)
                page.Append($"| {operation} | {(present.Contains(operation) ? "✓" : "")} |\n");
        }
        page.Append("\n## Security Token Service\n\nGetCallerIdentity\n");
        AppendS3(page);
        return page.ToString();
    }

    private static List<string> OperationsOf(string model) =>
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "src/PersonalizeOps.Aws/Operations.txt"))
            .Where(line => line.StartsWith(model + ".", StringComparison.Ordinal))
            .Select(line => line[(model.Length + 1)..].Trim())
            .Order(StringComparer.Ordinal)];

    private static HashSet<string> Overrides(string folder)
    {
        var path = Path.Combine("src/PersonalizeOps.Server/Services", folder);
        return !Directory.Exists(Path.Combine(Repository.Root, path))
            ? []
            : [.. Repository.Sources(path)
                .SelectMany(file => Regex.Matches(Repository.Code(file), @"public override (?:async )?Task(?:<\w+>)? (\w+)Async\("))
                .Select(match => match.Groups[1].Value)];
    }

    /// <summary>S3 has no model in the project: an operation is a class that implements the interface.</summary>
    private static void AppendS3(StringBuilder page)
    {
        var operations = Repository.Sources("src/PersonalizeOps.Server/Services/S3")
            .Where(file => Regex.IsMatch(Repository.Code(file), @"class \w+[^\n]*: IS3Operation"))
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal);
        page.Append($"\n## S3\n\n{string.Join(", ", operations)}\n");
    }
}
