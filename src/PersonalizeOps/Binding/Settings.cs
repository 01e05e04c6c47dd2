using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Amazon.Personalize.Model;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Binding;

/// <summary>Writes hashtables and numbers of the user as the nested settings of the API.</summary>
internal static class Settings
{
    /// <summary>Columns left out of training, by dataset type.</summary>
    public static TrainingDataConfig? Excluding(Hashtable? columns) => columns is null ? null : new TrainingDataConfig
    {
        ExcludedDatasetColumns = columns.Cast<DictionaryEntry>().ToDictionary(
            entry => entry.Key.ToString()!, entry => LanguagePrimitives.ConvertTo<string[]>(entry.Value).ToList()),
    };

    public static AutoTrainingConfig? EveryDays(int? days) => days is null ? null : new AutoTrainingConfig
    {
        SchedulingExpression = $"rate({days} {(days == 1 ? "day" : "days")})",
    };

    /// <exception cref="PersonalizeException">A hashtable lacks EventType, or has a key that is not known.</exception>
    public static EventsConfig? ToEventsConfig(Hashtable[]? weights) => weights is null ? null : new EventsConfig
    {
        EventParametersList = [.. weights.Select(weight =>
        {
            Check(weight, ["EventType"], ["EventType", "Weight", "MinimumValue"]);
            return new EventParameters
            {
                EventType = Text(weight, "EventType"),
                Weight = Number(weight, "Weight"),
                EventValueThreshold = Number(weight, "MinimumValue"),
            };
        })],
    };

    /// <exception cref="PersonalizeException">A key is missing or not known.</exception>
    public static MetricAttribute ToMetric(Hashtable metric)
    {
        string[] keys = ["Name", "EventType", "Expression"];
        Check(metric, keys, keys);
        return new MetricAttribute { MetricName = Text(metric, "Name"), EventType = Text(metric, "EventType"), Expression = Text(metric, "Expression") };
    }

    public static MetricAttributionOutput MetricsOutput(string? outputUri, string roleArn) => new()
    {
        RoleArn = roleArn,
        S3DataDestination = outputUri is null ? null : new S3DataConfig { Path = S3Uri.Parse(outputUri.TrimEnd('/') + "/").ToString() },
    };

    private static void Check(Hashtable table, string[] required, string[] known)
    {
        var keys = table.Keys.Cast<object>().Select(key => key.ToString()!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (required.FirstOrDefault(key => !keys.Contains(key)) is { } missing)
            throw new PersonalizeException("MissingKey", ErrorCategory.InvalidArgument, $"A hashtable has no key {missing}; it takes {string.Join(", ", known)}.");
        if (keys.Except(known, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
            throw new PersonalizeException("UnknownKey", ErrorCategory.InvalidArgument, $"A hashtable has the key {unknown}; it takes {string.Join(", ", known)}.");
    }

    private static object? Value(Hashtable table, string key) => table.Cast<DictionaryEntry>()
        .FirstOrDefault(entry => string.Equals(entry.Key.ToString(), key, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Text(Hashtable table, string key) => Convert.ToString(Value(table, key), CultureInfo.InvariantCulture);

    private static double? Number(Hashtable table, string key) => Value(table, key) is { } value ? LanguagePrimitives.ConvertTo<double>(value) : null;
}
