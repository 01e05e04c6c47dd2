using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Kernels;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// What items have in common in their metadata: the values (see <see cref="MetadataValues"/>) that at least two items and at most half of them share; the
/// most frequent ones up to a number. Similarity is the cosine of their inverse document frequencies.
/// </summary>
internal sealed class MetadataFeatures
{
    private readonly Column<int> _starts;
    private readonly Column<int> _features;
    private readonly Column<float> _weights; // of each feature of each item, the item's own length normalized to 1
    private readonly Lazy<(int[] Starts, int[] Items, float[] Weights)> _inverse;

    private MetadataFeatures(Column<int> starts, Column<int> features, Column<float> weights)
    {
        _starts = starts;
        _features = features;
        _weights = weights;
        _inverse = new Lazy<(int[] Starts, int[] Items, float[] Weights)>(Invert);
    }

    /// <summary>The number of different features.</summary>
    public int Count => _inverse.Value.Starts.Length - 1;

    /// <summary>Whether an item has any.</summary>
    public bool Has(int item) => _starts.Span[item] < _starts.Span[item + 1];

    public static MetadataFeatures Of(IdTable items, ItemTable? table, int maximumFeatures)
    {
        var values = new List<string>[items.Count];
        var source = table is null ? null : new MetadataValues(table);
        for (var item = 0; item < items.Count; item++)
        {
            values[item] = source is not null && table!.IdTable.TryFind(items.GetUtf8(item), out var row) ? [.. source.Of(row)] : [];
        }

        var frequencies = values.SelectMany(own => own).CountBy(value => value);
        var chosen = frequencies.Where(pair => pair.Value >= 2 && pair.Value * 2 <= items.Count)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(maximumFeatures)
            .Select((pair, index) => (pair.Key, Index: index, Weight: MathF.Log(items.Count / (float)pair.Value)))
            .ToDictionary(entry => entry.Key, entry => (entry.Index, entry.Weight));
        return Create(Array.ConvertAll(
            values,
            own => own.Where(chosen.ContainsKey).Select(value => chosen[value]).Select(feature => (feature.Index, feature.Weight)).ToList()));
    }

    /// <summary>Creates the features of items from the number and weight of each; weights are normalized.</summary>
    public static MetadataFeatures Create(List<(int Feature, float Weight)>[] items)
    {
        var starts = new int[items.Length + 1];
        var features = new List<int>();
        var weights = new List<float>();
        for (var item = 0; item < items.Length; item++)
        {
            var length = MathF.Sqrt(items[item].Sum(feature => feature.Weight * feature.Weight));
            features.AddRange(items[item].Select(feature => feature.Feature));
            weights.AddRange(items[item].Select(feature => feature.Weight / Math.Max(length, 1e-6f)));
            starts[item + 1] = features.Count;
        }

        return new MetadataFeatures(new Column<int>(starts), new Column<int>([.. features]), new Column<float>([.. weights]));
    }

    public static MetadataFeatures Read(SectionFile file, int itemCount)
    {
        var starts = file.Get<int>("feature.starts");
        var features = file.Get<int>("features");
        var weights = file.Get<float>("feature.weights");
        var isConsistent = starts.Length == itemCount + 1
            && starts.Span[0] == 0
            && starts.Span[^1] == features.Length
            && weights.Length == features.Length
            && (features.Length == 0 || !features.Span.ContainsAnyExceptInRange(0, features.Length - 1));
        for (var item = 0; isConsistent && item < itemCount; item++)
        {
            isConsistent = starts.Span[item] <= starts.Span[item + 1];
        }

        return isConsistent ? new MetadataFeatures(starts, features, weights) : throw file.Invalid("its metadata features are inconsistent");
    }

    public void Write(SectionFileWriter writer)
    {
        writer.Add("feature.starts", _starts);
        writer.Add("features", _features);
        writer.Add("feature.weights", _weights);
    }

    /// <summary>Fills in the similarity of every item to one, 0 to 1.</summary>
    public void Score(int item, Span<float> similarities)
    {
        similarities.Clear();
        for (var at = _starts.Span[item]; at < _starts.Span[item + 1]; at++)
        {
            AddFeature(_features.Span[at], _weights.Span[at], similarities);
        }
    }

    /// <summary>Adds an item's features to a profile of all features.</summary>
    public void AddTo(Span<float> profile, int item, float weight)
    {
        for (var at = _starts.Span[item]; at < _starts.Span[item + 1]; at++)
        {
            profile[_features.Span[at]] += weight * _weights.Span[at];
        }
    }

    /// <summary>Fills in the similarity of every item to a profile.</summary>
    public void Score(ReadOnlySpan<float> profile, Span<float> similarities)
    {
        similarities.Clear();
        for (var feature = 0; feature < profile.Length; feature++)
        {
            if (profile[feature] != 0)
            {
                AddFeature(feature, profile[feature], similarities);
            }
        }
    }

    /// <summary>Multiplies an item's features by a matrix with a row per feature.</summary>
    public void Project(int item, float[] matrix, Span<float> result)
    {
        result.Clear();
        for (var at = _starts.Span[item]; at < _starts.Span[item + 1]; at++)
        {
            VectorKernel.Best.AddScaled(_weights.Span[at], matrix.AsSpan(_features.Span[at] * result.Length, result.Length), result);
        }
    }

    /// <summary>Multiplies the items that have a feature by a matrix with a row per item.</summary>
    public void ProjectBack(int feature, float[] matrix, Span<float> result)
    {
        result.Clear();
        var (starts, items, weights) = _inverse.Value;
        for (var i = starts[feature]; i < starts[feature + 1]; i++)
        {
            VectorKernel.Best.AddScaled(weights[i], matrix.AsSpan(items[i] * result.Length, result.Length), result);
        }
    }

    private void AddFeature(int feature, float weight, Span<float> similarities)
    {
        var (starts, items, weights) = _inverse.Value;
        for (var i = starts[feature]; i < starts[feature + 1]; i++)
        {
            similarities[items[i]] += weight * weights[i];
        }
    }

    private (int[] Starts, int[] Items, float[] Weights) Invert()
    {
        var count = 0;
        foreach (var feature in _features.Span)
        {
            count = Math.Max(count, feature + 1);
        }

        var starts = new int[count + 1];
        foreach (var feature in _features.Span)
        {
            starts[feature + 1]++;
        }

        for (var feature = 0; feature < count; feature++)
        {
            starts[feature + 1] += starts[feature];
        }

        var next = (int[])starts.Clone();
        var (items, weights) = (new int[_features.Length], new float[_features.Length]);
        for (var item = 0; item < _starts.Length - 1; item++)
        {
            for (var at = _starts.Span[item]; at < _starts.Span[item + 1]; at++)
            {
                var to = next[_features.Span[at]]++;
                (items[to], weights[to]) = (item, _weights.Span[at]);
            }
        }

        return (starts, items, weights);
    }
}
