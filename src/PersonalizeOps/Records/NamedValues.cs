using System.Collections.ObjectModel;
using System.Globalization;

namespace PersonalizeOps.Records;

/// <summary>Values by name that can be read where a text is needed, as in a column of a CSV file: <c>genres=Comedy; year=1995</c>.</summary>
/// <typeparam name="TValue">What the values are.</typeparam>
public sealed class NamedValues<TValue> : ReadOnlyDictionary<string, TValue>
{
    private NamedValues(IDictionary<string, TValue> values)
        : base(values)
    {
    }

    /// <summary>No values.</summary>
    internal static NamedValues<TValue> None { get; } = new(new Dictionary<string, TValue>());

    /// <summary>Shows names and values.</summary>
    /// <returns>The text; an empty one without values.</returns>
    public override string ToString() => string.Join("; ", this.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));

    /// <summary>The same values, so that they can be read.</summary>
    internal static NamedValues<TValue> Of(IReadOnlyDictionary<string, TValue> values) => values switch
    {
        NamedValues<TValue> named => named,
        { Count: 0 } => None,
        IDictionary<string, TValue> own => new NamedValues<TValue>(own),
        _ => new NamedValues<TValue>(values.ToDictionary(pair => pair.Key, pair => pair.Value)),
    };
}
