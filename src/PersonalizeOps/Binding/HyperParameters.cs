using System.Collections;
using System.Globalization;

namespace PersonalizeOps.Binding;

/// <summary>Writes hashtables of settings as the API wants them: texts, split between algorithm and feature transformation.</summary>
internal static class HyperParameters
{
    private static readonly HashSet<string> FeatureTransformation = new(StringComparer.Ordinal)
    {
        "min_user_history_length_percentile",
        "max_user_history_length_percentile",
        "min_item_interaction_count_percentile",
        "max_item_interaction_count_percentile",
        "trend_discovery_frequency",
        "action_optimization_period",
        "cold_start_max_interactions",
        "cold_start_max_duration",
        "cold_start_relative_from",
    };

    /// <summary>Splits hyperparameters by where the API takes them; an empty part is null.</summary>
    public static (Dictionary<string, string>? Algorithm, Dictionary<string, string>? FeatureTransformation) Split(Hashtable? values)
    {
        var all = ToText(values);
        return (Part(isFeature: false), Part(isFeature: true));

        Dictionary<string, string>? Part(bool isFeature)
        {
            var part = all.Where(pair => FeatureTransformation.Contains(pair.Key) == isFeature).ToDictionary(pair => pair.Key, pair => pair.Value);
            return part.Count == 0 ? null : part;
        }
    }

    /// <summary>The entries of a hashtable as invariant texts.</summary>
    public static Dictionary<string, string> ToText(Hashtable? values) =>
        (values ?? []).Cast<DictionaryEntry>().ToDictionary(
            entry => entry.Key.ToString()!, entry => Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? "");

    /// <summary>The entries of a hashtable, or null without one.</summary>
    public static Dictionary<string, string>? ToTextOrNull(Hashtable? values) => values is null ? null : ToText(values);
}
