namespace PersonalizeOps.Data;

/// <summary>SplitMix64 as a stream of numbers. Only operations that IEEE 754 defines exactly are used, so that every machine gets the
/// same numbers (the functions of the C library differ in the last bit).</summary>
internal struct SampleRandom(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = Mixing.Mix(seed);

    public ulong NextBits()
    {
        _state += Step;
        return Mixing.Mix(_state);
    }

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1L << 53));

    /// <summary>A number from 0 up to, but not including, <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)Math.BigMul(NextBits(), (ulong)limit, out _);

    /// <summary>An index below <paramref name="limit"/>, small ones more often: the unit number squared.</summary>
    public int NextLow(int limit)
    {
        var unit = NextUnit();
        return (int)(unit * unit * limit);
    }

    /// <summary>An index below <paramref name="limit"/>, small ones much more often: the unit number cubed.</summary>
    public int NextLowest(int limit)
    {
        var unit = NextUnit();
        return (int)(unit * unit * unit * limit);
    }

    /// <summary>Nearly a standard normal number: four uniform ones added (so never beyond 3.47).</summary>
    public double NextNormal()
    {
        const double deviation = 37837.2; // of the sum of four uniform 16-bit numbers
        var bits = NextBits();
        var sum = (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);
        return (sum - 131070) / deviation;
    }

    /// <summary>A positive number whose logarithm is normal with that deviation and mean 0, by (1 + x/1024)^1024.</summary>
    public double NextLogNormal(double deviation)
    {
        var power = 1 + (NextNormal() * deviation / 1024);
        for (var i = 0; i < 10; i++)
            power *= power;

        return power;
    }

    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
