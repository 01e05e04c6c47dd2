using System.Numerics;

namespace PersonalizeOps.Engine.Filters;

/// <summary>A set of numbers from 0 to a length.</summary>
internal sealed class Bitmap(int length)
{
    private readonly ulong[] _words = new ulong[(length + 63) / 64];

    public int Length => length;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    public bool this[int index] => (_words[index >> 6] >> index & 1) != 0;

    public static Bitmap All(int length)
    {
        var bitmap = new Bitmap(length);
        bitmap.Not();
        return bitmap;
    }

    public void Set(int index) => _words[index >> 6] |= 1UL << index;

    public void Or(Bitmap other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }

    public void And(Bitmap other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] &= other._words[i];
        }
    }

    public void AndNot(Bitmap other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] &= ~other._words[i];
        }
    }

    public void Not()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] = ~_words[i];
        }

        if ((length & 63) != 0)
        {
            _words[^1] &= (1UL << length) - 1;
        }
    }

    /// <summary>Gives a value to every element outside the set.</summary>
    public void FillOutside(Span<float> values, float value)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var rest = ~_words[i]; rest != 0; rest &= rest - 1)
            {
                var index = (i << 6) + BitOperations.TrailingZeroCount(rest);
                if (index >= length)
                {
                    return;
                }

                values[index] = value;
            }
        }
    }
}
