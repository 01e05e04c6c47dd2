using System.Text.RegularExpressions;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Binding;

/// <summary>Reads the ARNs of Personalize: their kind, their name, and the solution of a version.</summary>
internal static partial class ResourceArn
{
    private static readonly Dictionary<string, ResourceKind> KindBySegment = ResourceFamilies.All
        .Where(family => family.Kind != ResourceKind.SolutionVersion)
        .ToDictionary(family => family.Segment, family => family.Kind, StringComparer.Ordinal);

    public static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>The kind of an ARN, or null when it belongs to none that the cmdlets know.</summary>
    public static ResourceKind? KindOf(string arn)
    {
        var match = Personalize().Match(arn);
        if (!match.Success || !KindBySegment.TryGetValue(match.Groups["kind"].Value, out var kind))
            return null;
        return kind == ResourceKind.Solution && match.Groups["tail"].Value.Contains('/', StringComparison.Ordinal) ? ResourceKind.SolutionVersion : kind;
    }

    /// <summary>The name in an ARN: what follows the kind, without the id of a version or the type of a dataset.</summary>
    public static string NameOf(string? arn) => FullNameOf(arn).Split('/')[0];

    /// <summary>All that follows the kind: <c>MoviesModel/0b76212f</c> for a solution version.</summary>
    public static string FullNameOf(string? arn) =>
        arn is not null && Personalize().Match(arn) is { Success: true } match ? match.Groups["tail"].Value : arn ?? "";

    /// <summary>The id of a solution version: the last part of its ARN.</summary>
    public static string VersionOf(string? arn) => arn is null ? "" : arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The ARN of the solution of a version.</summary>
    public static string SolutionOf(string versionArn) => versionArn[..versionArn.LastIndexOf('/')];

    /// <summary>The kind in the words of a message.</summary>
    public static string WordOf(ResourceKind kind) => ResourceFamilies.Of(kind).Word;

    [GeneratedRegex(@"^arn:[a-z\d-]+:personalize:[^:]*:[^:]*:(?<kind>[a-z-]+)/(?<tail>.+)\z")]
    private static partial Regex Personalize();
}
