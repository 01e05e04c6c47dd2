using System.Text.Json.Nodes;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Server.Tests.Operations;

/// <summary>Makes bodies of requests that fulfil the model's constraints, from the model alone.</summary>
internal static class SampleInput
{
    /// <summary>Makes a body.</summary>
    /// <param name="shape">The operation's input.</param>
    /// <param name="full">Whether optional members are there too.</param>
    public static JsonObject Create(StructureShape shape, bool full) => Structure(shape, full, depth: 0);

    private static JsonObject Structure(StructureShape shape, bool full, int depth)
    {
        var result = new JsonObject();
        foreach (var member in shape.Members.Where(member => member.Required || (full && depth < 3)))
        {
            result[member.WireName] = Value(member.WireName, member.Shape, full, depth + 1);
        }

        return result;
    }

    private static JsonNode? Value(string name, Shape shape, bool full, int depth) => shape switch
    {
        StructureShape structure => Structure(structure, full, depth),
        ListShape list => new JsonArray([.. Enumerable.Range(0, (int)Math.Max(1, list.Min ?? 1)).Select(_ => Value(name, list.Element, full, depth + 1))]),
        MapShape map => new JsonObject { [Text(name, map.Key)] = Value(name, map.Value, full, depth + 1) },
        { Kind: ShapeKind.Boolean } => true,
        { Kind: ShapeKind.Integer or ShapeKind.Long } => (int)Math.Max(1, shape.Min ?? 1),
        { Kind: ShapeKind.Float or ShapeKind.Double } => Math.Max(0.5, shape.Min ?? 0.5),
        { Kind: ShapeKind.Timestamp } => 1_700_000_000,
        _ => Text(name, shape),
    };

    private static string Text(string name, Shape shape)
    {
        if (shape.EnumValues.Count > 0)
        {
            return shape.EnumValues[0];
        }

        string[] candidates =
        [
            $"arn:aws:personalize:us-east-1:000000000000:{Kind(name)}/sample",
            "arn:aws:iam::000000000000:role/Personalize",
            "arn:aws:kms:us-east-1:000000000000:key/sample",
            "s3://bucket/folder/",
            "sample",
            "rate(7 days)",
            "AAAAAAAA",
            "1",
            "",
        ];
        var text = name.EndsWith("Arn", StringComparison.Ordinal) || name.EndsWith("path", StringComparison.Ordinal) ? candidates : candidates.Skip(4).Concat(candidates);
        return text.First(candidate => Fits(candidate, shape));
    }

    private static string Kind(string name) => name switch
    {
        "datasetGroupArn" => "dataset-group",
        "solutionVersionArn" => "solution",
        _ => string.Concat(name.Replace("Arn", "", StringComparison.Ordinal).Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}")),
    };

    private static bool Fits(string text, Shape shape) =>
        shape.Matches(text) && text.Length >= (shape.Min ?? 0) && text.Length <= (shape.Max ?? double.MaxValue);
}
