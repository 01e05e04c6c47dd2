using System.Text;

namespace PersonalizeOps.Server.Protocol;

/// <summary>The parameters of the Query protocol: of the body's form, else of the query.</summary>
internal static class QueryForm
{
    /// <summary>Reads the parameters by name; of a repeated one the first.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(Call call, CancellationToken cancellationToken)
    {
        using var body = new StreamReader(call.Body, Encoding.UTF8, leaveOpen: true);
        var pairs = RequestTarget.ParseQuery(await body.ReadToEndAsync(cancellationToken)).Concat(call.Line.Query);
        return pairs.DistinctBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal);
    }
}
