using System.Collections;

namespace PersonalizeOps.Engine.Metrics;

/// <summary>The share of the catalogue that occurs in at least one list of recommendations.</summary>
internal sealed class Coverage(int itemCount)
{
    private readonly BitArray _recommended = new(itemCount);

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<int> items)
    {
        foreach (var item in items)
        {
            Count += _recommended[item] ? 0 : 1;
            _recommended[item] = true;
        }
    }

    public double Of(int catalogueSize) => catalogueSize == 0 ? 0 : (double)Count / catalogueSize;
}
