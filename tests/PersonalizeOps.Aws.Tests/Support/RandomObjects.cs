using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>Fills every member of an object with seeded random values that JSON must carry unharmed.</summary>
internal sealed class RandomObjects(int seed)
{
    private static readonly string[] Pieces = ["a", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "é", "漢", "🎬", "<", "&", "'", "\u007f"];

    private readonly Random _random = new(seed);

    public object Fill(StructureShape shape, int depth = 0)
    {
        var target = shape.Create();
        foreach (var member in shape.Members)
        {
            if (depth < 6 || member.Shape.Kind is not (ShapeKind.Structure or ShapeKind.List or ShapeKind.Map))
            {
                member.Set(target, Value(member.Shape, depth + 1));
            }
        }

        return target;
    }

    private object Value(Shape shape, int depth) => shape switch
    {
        StructureShape structure => Fill(structure, depth),
        ListShape list => List(list, depth),
        MapShape map => Map(map, depth),
        _ => shape.Kind switch
        {
            ShapeKind.String => shape.EnumValues.Count > 0 ? shape.EnumValues[_random.Next(shape.EnumValues.Count)] : Text(),
            ShapeKind.Boolean => _random.Next(2) == 0,
            ShapeKind.Integer => _random.Next(int.MinValue, int.MaxValue),
            ShapeKind.Long => _random.NextInt64(long.MinValue, long.MaxValue),
            ShapeKind.Float => (float)(_random.NextDouble() * 1e6) - 5e5f,
            ShapeKind.Double => (_random.NextDouble() * 1e9) - 5e8,
            ShapeKind.Timestamp => DateTime.UnixEpoch.AddMilliseconds(_random.NextInt64(-2_000_000_000_000, 4_000_000_000_000)),
            ShapeKind.Blob => Blob(),
            _ => throw new InvalidOperationException($"No value for {shape.Kind}."),
        },
    };

    private System.Collections.IList List(ListShape shape, int depth)
    {
        var list = shape.Create();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            list.Add(Value(shape.Element, depth));
        }

        return list;
    }

    private System.Collections.IDictionary Map(MapShape shape, int depth)
    {
        var map = shape.Create();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            map[Text()] = Value(shape.Value, depth);
        }

        return map;
    }

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(1, 20)).Select(_ => Pieces[_random.Next(Pieces.Length)]));

    private MemoryStream Blob()
    {
        var bytes = new byte[_random.Next(0, 50)];
        _random.NextBytes(bytes);
        return new MemoryStream(bytes);
    }
}
