using System.Management.Automation;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Cloud;

/// <summary>The rules of S3 for a bucket's notifications, and which of them are ours.</summary>
internal static class NotificationRules
{
    /// <summary>What the ids of our rules begin with.</summary>
    public const string IdPrefix = "PersonalizeOps-";

    public static bool IsOurs(string id) => id.StartsWith(IdPrefix, StringComparison.Ordinal);

    public static string? WorkflowOf(string id) => !IsOurs(id) ? null
        : id.AsSpan(IdPrefix.Length).StartsWith("Train", StringComparison.Ordinal) ? "Train"
        : id.AsSpan(IdPrefix.Length).StartsWith("Predict", StringComparison.Ordinal) ? "Predict"
        : null;

    /// <summary>
    /// The rules of a bucket with one more, which takes the place of one with its id.
    /// </summary>
    /// <exception cref="PersonalizeException">S3 would not take it, since it overlaps with another.</exception>
    public static IReadOnlyList<PersonalizeNotification> Merge(IEnumerable<PersonalizeNotification> present, PersonalizeNotification added)
    {
        var others = present.Where(rule => rule.Id != added.Id).ToList();
        if (others.Find(rule => Overlaps(rule, added)) is { } other)
            throw new PersonalizeException("NotificationOverlap", ErrorCategory.ResourceExists,
                $"The rule {other.Id} of bucket {added.Bucket} ({Keys(other)}, {string.Join(", ", other.Event)}, to {other.TargetArn}) " +
                $"overlaps with {Keys(added)}: both would take {Example(other, added)}, and S3 tells one event to one target only.", added.Bucket,
                IsOurs(other.Id) ? $"Choose another -Prefix or -Suffix, or Remove-PersonalizeNotification {added.Bucket} -Id {other.Id}."
                    : "Choose another -Prefix or -Suffix, or remove the other rule if nobody needs it.");
        return [.. others, added];
    }

    /// <summary>Two rules overlap when one key can match both and an event type is in both.</summary>
    public static bool Overlaps(PersonalizeNotification one, PersonalizeNotification other) =>
        one.Event.Any(left => other.Event.Any(right => Covers(left, right) || Covers(right, left)))
        && (one.Prefix.StartsWith(other.Prefix, StringComparison.Ordinal) || other.Prefix.StartsWith(one.Prefix, StringComparison.Ordinal))
        && (one.Suffix.EndsWith(other.Suffix, StringComparison.Ordinal) || other.Suffix.EndsWith(one.Suffix, StringComparison.Ordinal));

    private static bool Covers(string wide, string narrow) =>
        wide == narrow || (wide.EndsWith('*') && narrow.StartsWith(wide[..^1], StringComparison.Ordinal));

    private static string Keys(PersonalizeNotification rule) => $"keys {rule.Prefix}*{rule.Suffix}";

    /// <summary>A pattern of keys that both rules take.</summary>
    private static string Example(PersonalizeNotification one, PersonalizeNotification other)
    {
        var prefix = one.Prefix.Length > other.Prefix.Length ? one.Prefix : other.Prefix;
        var suffix = one.Suffix.Length > other.Suffix.Length ? one.Suffix : other.Suffix;
        return $"{prefix}*{suffix}";
    }
}
