using System.Globalization;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models.Text;

namespace PersonalizeOps.Engine.Models;

/// <summary>
/// What a table says of its rows as values that rows can share: categories split at "|"; words, where nearly every row has a text of its own; tenths of the
/// range by rank, where a column has many different numbers.
/// </summary>
internal sealed class MetadataValues
{
    private const char Separator = '|';
    private const int ManyNumbers = 20;
    private const int Parts = 10;
    private const int ShortestWord = 3;
    private const double MeanWords = 2;
    private const double MostlyDifferent = 0.5;
    private readonly ItemTable _table;
    private readonly Func<string, IEnumerable<string>>[] _readers;

    public MetadataValues(ItemTable table)
    {
        _table = table;
        _readers = [.. Enumerable.Range(0, table.Columns.Count).Select(ReaderOf)];
    }

    /// <summary>The values of a row, each once, with the number of their column before them.</summary>
    public IEnumerable<string> Of(int row)
    {
        for (var column = 0; column < _readers.Length; column++)
        {
            if (_table.GetValue(row, column) is { Length: > 0 } text)
            {
                foreach (var value in _readers[column](text).Distinct())
                {
                    yield return $"{column}{Separator}{value}";
                }
            }
        }
    }

    private Func<string, IEnumerable<string>> ReaderOf(int column)
    {
        string[] texts = [.. Enumerable.Range(0, _table.Count).Select(row => _table.GetValue(row, column)).OfType<string>().Where(text => text.Length > 0)];
        var different = texts.Distinct(StringComparer.Ordinal).Count();
        double[] numbers = [.. texts.Select(ToNumber).Where(double.IsFinite).Order()];
        if (numbers.Length == texts.Length && different > ManyNumbers)
        {
            return text => [PartOf(numbers, ToNumber(text)).ToString(CultureInfo.InvariantCulture)];
        }

        var isText = different > MostlyDifferent * texts.Length && texts.Average(text => (double)Words.Of(text).Count()) > MeanWords;
        return isText
            ? text => Words.Of(text).Where(word => word.Length >= ShortestWord || word[0] > '\u3000')
            : text => text.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
    }

    private static double ToNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static int PartOf(double[] sorted, double number)
    {
        var at = Array.BinarySearch(sorted, number);
        while (at > 0 && sorted[at - 1] == number)
        {
            at--;
        }

        return at * Parts / sorted.Length;
    }
}
