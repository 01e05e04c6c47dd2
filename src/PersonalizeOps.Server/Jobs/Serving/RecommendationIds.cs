using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Ids of recommendations: <c>RID-</c> and a UUID, whose first eight digits tell the campaign or recommender.</summary>
/// <remarks>So an event can be attributed without a memory of every answer.</remarks>
internal static class RecommendationIds
{
    private const string Prefix = "RID-";
    private const int SourceDigits = 8;

    /// <summary>Makes an id.</summary>
    /// <param name="sourceArn">The campaign or recommender.</param>
    /// <returns>An id of 40 characters that no other answer has.</returns>
    public static string New(string sourceArn) => $"{Prefix}{DigitsOf(sourceArn)}{Guid.NewGuid().ToString()[SourceDigits..]}";

    /// <summary>Finds out whose recommendations an id is of.</summary>
    /// <param name="id">The id.</param>
    /// <param name="sourceArns">The campaigns and recommenders it may be of.</param>
    /// <returns>The ARN; null when it is of none of them.</returns>
    public static string? FindSource(string id, IEnumerable<string> sourceArns) => id.StartsWith(Prefix, StringComparison.Ordinal)
        ? sourceArns.FirstOrDefault(arn => id.AsSpan(Prefix.Length).StartsWith(DigitsOf(arn), StringComparison.Ordinal))
        : null;

    private static string DigitsOf(string arn) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arn)).AsSpan(0, SourceDigits / 2));
}
