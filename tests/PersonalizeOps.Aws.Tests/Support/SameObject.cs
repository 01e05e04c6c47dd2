using System.Collections;
using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>Compares two objects member by member and says where they differ.</summary>
internal static class SameObject
{
    public static void Assert(Shape shape, object? expected, object? actual, string path = "$")
    {
        if (expected is null || actual is null)
        {
            Xunit.Assert.True(expected is null && actual is null, $"{path}: expected {expected ?? "null"}, got {actual ?? "null"}");
            return;
        }

        switch (shape)
        {
            case StructureShape structure:
                foreach (var member in structure.Members)
                {
                    Assert(member.Shape, member.Get(expected), member.Get(actual), $"{path}.{member.WireName}");
                }

                break;
            case ListShape list:
                AssertLists(list, (IList)expected, (IList)actual, path);
                break;
            case MapShape map:
                AssertMaps(map, (IDictionary)expected, (IDictionary)actual, path);
                break;
            default:
                AssertScalars(expected, actual, path);
                break;
        }
    }

    private static void AssertLists(ListShape shape, IList expected, IList actual, string path)
    {
        Xunit.Assert.True(expected.Count == actual.Count, $"{path}: expected {expected.Count} elements, got {actual.Count}");
        for (var i = 0; i < expected.Count; i++)
        {
            Assert(shape.Element, expected[i], actual[i], $"{path}[{i}]");
        }
    }

    private static void AssertMaps(MapShape shape, IDictionary expected, IDictionary actual, string path)
    {
        Xunit.Assert.True(expected.Count == actual.Count, $"{path}: expected {expected.Count} entries, got {actual.Count}");
        foreach (DictionaryEntry entry in expected)
        {
            Assert(shape.Value, entry.Value, actual[entry.Key], $"{path}['{entry.Key}']");
        }
    }

    private static void AssertScalars(object expected, object actual, string path)
    {
        if (expected is MemoryStream left && actual is MemoryStream right)
        {
            Xunit.Assert.True(left.ToArray().AsSpan().SequenceEqual(right.ToArray()), $"{path}: the bytes differ");
            return;
        }

        Xunit.Assert.True(expected.Equals(actual), $"{path}: expected {expected}, got {actual}");
        if (actual is DateTime time)
        {
            Xunit.Assert.Equal(DateTimeKind.Utc, time.Kind);
        }
    }
}
