using System.Text.RegularExpressions;

namespace PersonalizeOps.Binding;

/// <summary>Reads the ARNs of Personalize: their kind, their name, and the solution of a version.</summary>
internal static partial class ResourceArn
{
    public static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>The kind of an ARN, or null when it belongs to none that the cmdlets know.</summary>
    public static ResourceKind? KindOf(string arn)
    {
        var match = Personalize().Match(arn);
        if (!match.Success)
            return null;
        return match.Groups["kind"].Value switch
        {
            "dataset-group" => ResourceKind.DatasetGroup,
            "dataset" => ResourceKind.Dataset,
            "schema" => ResourceKind.Schema,
            "dataset-import-job" => ResourceKind.Import,
            "solution" => match.Groups["tail"].Value.Contains('/', StringComparison.Ordinal) ? ResourceKind.SolutionVersion : ResourceKind.Solution,
            "campaign" => ResourceKind.Campaign,
            "batch-inference-job" => ResourceKind.BatchRecommendation,
            "recipe" => ResourceKind.Recipe,
            _ => null,
        };
    }

    /// <summary>The name in an ARN: what follows the kind, without the id of a version.</summary>
    public static string NameOf(string? arn) =>
        arn is not null && Personalize().Match(arn) is { Success: true } match ? match.Groups["tail"].Value.Split('/')[0] : arn ?? "";

    /// <summary>The id of a solution version: the last part of its ARN.</summary>
    public static string VersionOf(string? arn) => arn is null ? "" : arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The ARN of the solution of a version.</summary>
    public static string SolutionOf(string versionArn) => versionArn[..versionArn.LastIndexOf('/')];

    /// <summary>The part of an ARN between account and name.</summary>
    public static string SegmentOf(ResourceKind kind) => kind switch
    {
        ResourceKind.DatasetGroup => "dataset-group",
        ResourceKind.Dataset => "dataset",
        ResourceKind.Schema => "schema",
        ResourceKind.Import => "dataset-import-job",
        ResourceKind.Solution or ResourceKind.SolutionVersion => "solution",
        ResourceKind.Campaign => "campaign",
        ResourceKind.BatchRecommendation => "batch-inference-job",
        _ => "recipe",
    };

    /// <summary>The kind in the words of a message.</summary>
    public static string WordOf(ResourceKind kind) => kind switch
    {
        ResourceKind.DatasetGroup => "dataset group",
        ResourceKind.Import => "dataset import job",
        ResourceKind.SolutionVersion => "solution version",
        ResourceKind.BatchRecommendation => "batch inference job",
        _ => SegmentOf(kind),
    };

    [GeneratedRegex(@"^arn:[a-z\d-]+:personalize:[^:]*:[^:]*:(?<kind>[a-z-]+)/(?<tail>.+)$")]
    private static partial Regex Personalize();
}
