using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>Makes the ARNs of resources and tells of what kind an ARN is.</summary>
internal static class PersonalizeArn
{
    /// <summary>Stands for the latest solution version in place of its id.</summary>
    public const string Latest = "$LATEST";

    private const string ServicePrefix = "arn:aws:personalize:::";

    /// <summary>Makes the ARN of a resource.</summary>
    /// <param name="context">The call, which gives region and account.</param>
    /// <param name="tail">What follows them, such as <c>campaign/NAME</c>.</param>
    /// <returns>The ARN.</returns>
    public static string Make(CallContext context, string tail)
    {
        var partition = context.Region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : "aws";
        return $"arn:{partition}:personalize:{context.Region}:{context.AccountId}:{tail}";
    }

    /// <summary>Makes the ARN of a recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The ARN, which has no region and account.</returns>
    public static string OfRecipe(string name) => $"{ServicePrefix}recipe/{name}";

    /// <summary>Gives the name in the ARN of a recipe.</summary>
    /// <param name="arn">The ARN.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ServiceError">The ARN is none of a recipe.</exception>
    public static string RecipeName(string arn) => ServiceName(arn, "recipe");

    /// <summary>Gives the name in the ARN of something that is the service's own.</summary>
    /// <param name="arn">The ARN.</param>
    /// <param name="kind">What it must be: recipe, algorithm, feature-transformation.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ServiceError">The ARN is of another kind, or has a region or an account.</exception>
    public static string ServiceName(string arn, string kind)
    {
        if (TailOf(arn).Split('/') is not [var given, { Length: > 0 } name] || given != kind)
        {
            throw WrongKind(arn, kind);
        }

        var own = $"{ServicePrefix}{kind}/{name}";
        return arn == own ? name : throw Errors.InvalidInput($"{arn} is unknown: what is the service's own has no region and no account; give {own}.");
    }

    /// <summary>Refuses an ARN of another kind.</summary>
    /// <param name="arn">The ARN.</param>
    /// <param name="kind">The kind it must be of, one of <see cref="ResourceKind"/>.</param>
    /// <exception cref="ServiceError">It is of another kind.</exception>
    public static void Require(string arn, string kind)
    {
        if (KindOf(arn) != kind)
        {
            throw WrongKind(arn, kind);
        }
    }

    /// <summary>Tells whether an ARN is of the call's region and account.</summary>
    /// <param name="context">The call.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>True when it is.</returns>
    public static bool IsOf(CallContext context, string arn) =>
        arn.Split(':', 6) is ["arn", _, _, var region, var account, _] && region == context.Region && account == context.AccountId;

    /// <summary>Tells whether an ARN names the latest version of a solution.</summary>
    /// <param name="arn">The ARN.</param>
    /// <param name="solutionArn">The solution.</param>
    /// <returns>True when it does.</returns>
    public static bool IsLatest(string arn, out string solutionArn)
    {
        var isLatest = arn.EndsWith("/" + Latest, StringComparison.Ordinal) && KindOf(arn) == ResourceKind.SolutionVersion;
        solutionArn = isLatest ? arn[..^(Latest.Length + 1)] : "";
        return isLatest;
    }

    private static string KindOf(string arn) => TailOf(arn).Split('/') switch
    {
        [ResourceKind.Solution, _, _] => ResourceKind.SolutionVersion,
        [ResourceKind.Dataset, _, _] => ResourceKind.Dataset,
        [ResourceKind.Dataset, ..] => "",
        [var kind, _] => kind,
        _ => "",
    };

    private static string TailOf(string arn) =>
        arn.Split(':', 6) is ["arn", _, "personalize", _, _, var tail] ? tail : "";

    private static ServiceError WrongKind(string arn, string kind) =>
        Errors.InvalidInput($"The ARN {arn} is not the ARN of a {kind.Replace('-', ' ')}.");
}
