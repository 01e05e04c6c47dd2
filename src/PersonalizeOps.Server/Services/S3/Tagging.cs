using System.Text.RegularExpressions;
using System.Xml.Linq;
using PersonalizeOps.Server.Protocol;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Tags of objects and buckets.</summary>
internal static partial class Tagging
{
    /// <summary>The most tags of an object.</summary>
    public const int MostOfObject = 10;

    /// <summary>The most tags of a bucket.</summary>
    public const int MostOfBucket = 50;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    /// <summary>Reads the header <c>x-amz-tagging</c>.</summary>
    /// <returns>The tags, or null without any.</returns>
    /// <exception cref="ServiceError">InvalidTag, BadRequest.</exception>
    public static IReadOnlyDictionary<string, string>? OfHeader(string? header) =>
        string.IsNullOrEmpty(header) ? null : Check(RequestTarget.ParseQuery(header), MostOfObject);

    /// <summary>Reads a <c>Tagging</c> document.</summary>
    /// <exception cref="ServiceError">MalformedXML, InvalidTag, BadRequest.</exception>
    public static IReadOnlyDictionary<string, string> OfXml(XElement document, int most)
    {
        if (document.Children("TagSet").ToList() is not [var set])
        {
            throw Errors.MalformedXml();
        }

        return Check(
            [.. set.Children("Tag").Select(tag => KeyValuePair.Create(
                tag.Text("Key") ?? throw Errors.MalformedXml(), tag.Text("Value") ?? throw Errors.MalformedXml()))],
            most);
    }

    /// <summary>Makes the <c>TagSet</c> of an answer.</summary>
    public static XElement Element(IEnumerable<KeyValuePair<string, string>>? tags) => new(
        "TagSet",
        (tags ?? []).Select(tag => new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value))));

    private static Dictionary<string, string> Check(IReadOnlyList<KeyValuePair<string, string>> tags, int most)
    {
        if (tags.Count > most)
        {
            throw Errors.TooManyS3Tags(most == MostOfObject ? "Object tags cannot be greater than 10" : "Bucket tag count cannot be greater than 50");
        }

        var checkedTags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > LongestKey || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) || !Letters().IsMatch(key))
            {
                throw Errors.InvalidTag("The TagKey you have provided is invalid");
            }

            if (value.Length > LongestValue || !Letters().IsMatch(value))
            {
                throw Errors.InvalidTag("The TagValue you have provided is invalid");
            }

            if (!checkedTags.TryAdd(key, value))
            {
                throw Errors.InvalidTag("Cannot provide multiple Tags with the same key");
            }
        }

        return checkedTags;
    }

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();
}
