namespace PersonalizeOps.Engine.Filters;

/// <summary>The fields of a dataset group's datasets, for the check of filters.</summary>
public sealed class FilterSchema
{
    private readonly Dictionary<FilterDataset, Dictionary<string, FilterFieldKind>> _fields = [];

    /// <summary>Adds a field, and so its dataset.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="field">The field's name; found in any case.</param>
    /// <param name="kind">What it holds.</param>
    public void Add(FilterDataset dataset, string field, FilterFieldKind kind)
    {
        if (!_fields.TryGetValue(dataset, out var fields))
        {
            _fields[dataset] = fields = new Dictionary<string, FilterFieldKind>(StringComparer.OrdinalIgnoreCase);
        }

        fields[field] = kind;
    }

    internal FilterFieldKind KindOf(FilterDataset dataset, string field, int position)
    {
        if (!_fields.TryGetValue(dataset, out var fields))
        {
            throw FilterExpressionException.At(position, $"the dataset group has no {dataset} dataset");
        }

        return fields.TryGetValue(field, out var kind)
            ? kind
            : throw FilterExpressionException.At(position, $"the {dataset} dataset has no field {field}; it has {string.Join(", ", fields.Keys)}");
    }
}
