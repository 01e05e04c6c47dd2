using System.Collections;
using Amazon.Personalize.Model;

namespace PersonalizeOps.Binding;

/// <summary>Writes hashtables of tags as the API wants them.</summary>
internal static class TagList
{
    public static List<Tag>? From(Hashtable? values) => values is null
        ? null
        : [.. HyperParameters.ToText(values).Select(pair => new Tag { TagKey = pair.Key, TagValue = pair.Value })];
}
