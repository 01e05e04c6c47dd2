using System.Text;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Layout.Tests;

/// <summary>
/// docs/coverage.md follows from the code. <c>PERSONALIZEOPS_UPDATE_DOCS=1</c> in the environment writes it anew.
/// </summary>
public sealed partial class CoveragePageTests
{
    private static readonly (string Model, string Folder, string Title)[] Services =
    [
        ("personalize", "Personalize", "Personalize"),
        ("personalize-runtime", "PersonalizeRuntime", "Personalize Runtime"),
        ("personalize-events", "PersonalizeEvents", "Personalize Events"),
    ];

    /// <summary>Names that the SDK for .NET gives S3's operations, where they differ.</summary>
    private static readonly Dictionary<string, string> DotNetNames = new(StringComparer.Ordinal)
    {
        ["CreateBucket"] = "PutBucket",
        ["HeadObject"] = "GetObjectMetadata",
        ["CreateMultipartUpload"] = "InitiateMultipartUpload",
        ["UploadPartCopy"] = "CopyPart",
        ["ListObjectVersions"] = "ListVersions",
        ["GetBucketNotificationConfiguration"] = "GetBucketNotification",
        ["PutBucketNotificationConfiguration"] = "PutBucketNotification",
    };

    /// <summary>What the high-level commands and helpers of clients send.</summary>
    private static readonly Dictionary<string, string> Implied = new(StringComparer.Ordinal)
    {
        ["CreateBucket"] = @"s3 mb\b",
        ["DeleteBucket"] = @"s3 rb\b",
        ["PutObject"] = @"s3 cp\b|upload_file\(|new Upload\(",
        ["GetObject"] = @"s3 cp s3:|download_file\(",
        ["HeadObject"] = @"s3 cp s3:|download_file\(",
        ["CopyObject"] = @"s3 (mv|cp) s3:\S+ s3:",
        ["ListObjectsV2"] = @"s3 (ls|sync)\b|--recursive",
        ["DeleteObject"] = @"s3 (rm|mv)\b",
        ["CreateMultipartUpload"] = @"upload_file\([^\n]*Config|partSize",
        ["UploadPart"] = @"upload_file\([^\n]*Config|partSize",
        ["CompleteMultipartUpload"] = @"upload_file\([^\n]*Config|partSize",
    };

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

            Written from the code by a test. The generated clients have all operations.

            - **Validated**: the input is checked against the service model's constraints, in one place for all operations; S3 has rules of its own.
            - **Behaves**: the server does what the operation says; without a tick it answers with an error that names the operation.
            - **Persists**: the operation changes state, and what it answered survives a kill at any moment.
            - **Tested by**: the clients whose tests call it by name: the SDK for .NET's surface (.NET), the AWS CLI, boto3, the JavaScript SDK (JS).
              Besides, a test in .NET and one with the AWS CLI send every operation of Personalize with arguments made from the model.

            """.ReplaceLineEndings("\n"));
        foreach (var (model, folder, title) in Services)
        {
            var operations = OperationsOf(model);
            var present = Overrides(folder);
            var lines = operations.Select(operation => (operation, present.GetValueOrDefault(operation)));
            Append(page, $"{title}: {operations.Count(present.ContainsKey)} of {operations.Count}", lines, isS3: false);
        }
        Append(page, "S3", S3Operations().Select(file => (Path.GetFileNameWithoutExtension(file)!, (string?)Repository.Code(file))), isS3: true);
        page.Append("\n## Security Token Service\n\nGetCallerIdentity\n");
        return page.ToString();
    }

    private static void Append(StringBuilder page, string title, IEnumerable<(string Operation, string? Code)> lines, bool isS3)
    {
        page.Append($"\n## {title}\n\n| Operation | Validated | Behaves | Persists | Tested by |\n| --- | --- | --- | --- | --- |\n");
        foreach (var (operation, code) in lines)
        {
            var there = code is not null ? "✓" : "";
            var persists = code is not null && ChangesState().IsMatch(operation) ? "✓" : "";
            page.Append($"| {operation} | {there} | {there} | {persists} | {string.Join(", ", Clients(operation, isS3))} |\n");
        }
    }

    private static IEnumerable<string> Clients(string operation, bool isS3)
    {
        var implied = isS3 && Implied.TryGetValue(operation, out var pattern) ? "|" + pattern : "";
        var kebab = Words().Replace(operation, "-$1").ToLowerInvariant();
        (string Name, string Folder, string Extension, string Pattern)[] clients =
        [
            (".NET", "tests/PersonalizeOps.Server.Tests", "*.cs", $@"\.{(isS3 ? DotNetNames.GetValueOrDefault(operation, operation) : operation)}(Async|\()"),
            ("AWS CLI", "tests/conformance/cli", "*.ps1", $@"\b{kebab}\b{implied}"),
            ("boto3", "tests/conformance/python", "*.py", $@"\b{kebab.Replace('-', '_')}\b{implied}"),
            ("JS", "tests/conformance/node", "*.test.mjs", $@"\b{operation}Command\b{implied}"),
        ];
        return clients.Where(client => Texts(client.Folder, client.Extension).Any(text => Regex.IsMatch(text, client.Pattern))).Select(client => client.Name);
    }

    private static readonly Dictionary<(string, string), List<string>> Cache = [];

    private static List<string> Texts(string folder, string extension)
    {
        if (!Cache.TryGetValue((folder, extension), out var texts))
        {
            texts = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), extension, SearchOption.AllDirectories)
                .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"))
                .Select(File.ReadAllText)];
            Cache[(folder, extension)] = texts;
        }
        return texts;
    }

    private static List<string> OperationsOf(string model) =>
        [.. File.ReadAllLines(Path.Combine(Repository.Root, "src/PersonalizeOps.Aws/Operations.txt"))
            .Where(line => line.StartsWith(model + ".", StringComparison.Ordinal))
            .Select(line => line[(model.Length + 1)..].Trim())
            .Order(StringComparer.Ordinal)];

    /// <summary>The operations that are built, with the code of their files.</summary>
    private static Dictionary<string, string> Overrides(string folder)
    {
        var path = Path.Combine("src/PersonalizeOps.Server/Services", folder);
        return !Directory.Exists(Path.Combine(Repository.Root, path))
            ? []
            : Repository.Sources(path)
                .Select(Repository.Code)
                .SelectMany(code => Override().Matches(code).Select(match => (Operation: match.Groups[1].Value, Code: code)))
                .ToDictionary(each => each.Operation, each => each.Code);
    }

    /// <summary>S3 has no model in the project: an operation is a class that implements the interface.</summary>
    private static IEnumerable<string> S3Operations() =>
        Repository.Sources("src/PersonalizeOps.Server/Services/S3")
            .Where(file => Regex.IsMatch(Repository.Code(file), @"class \w+[^\n]*: IS3Operation"))
            .OrderBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    [GeneratedRegex("^(Create|Update|Delete|Put|Start|Stop|Tag|Untag|Copy|Complete|Abort|Upload)")]
    private static partial Regex ChangesState();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Words();

    [GeneratedRegex(@"public override (?:async )?Task(?:<\w+>)? (\w+)Async\(")]
    private static partial Regex Override();
}
