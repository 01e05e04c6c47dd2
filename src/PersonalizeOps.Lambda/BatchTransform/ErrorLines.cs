using PersonalizeOps.Data;

namespace PersonalizeOps.Lambda.BatchTransform;

/// <summary>Keeps the lines of a result that failed, while the others pass by.</summary>
internal sealed class ErrorLines(string path) : IDisposable
{
    private readonly FileStream _file = File.Create(path);
    private long _count;

    /// <summary>Passes recommendations on.</summary>
    public async IAsyncEnumerable<BatchOutputLine> Keep(IAsyncEnumerable<BatchOutputLine> lines)
    {
        await foreach (var line in lines)
        {
            if (line.Error is not null)
            {
                line.WriteTo(_file);
                _count++;
            }

            yield return line;
        }
    }

    /// <summary>Passes segments on.</summary>
    public async IAsyncEnumerable<BatchSegmentLine> Keep(IAsyncEnumerable<BatchSegmentLine> lines)
    {
        await foreach (var line in lines)
        {
            if (line.Error is not null)
            {
                line.WriteTo(_file);
                _count++;
            }

            yield return line;
        }
    }

    /// <summary>Ends the file.</summary>
    /// <returns>The number of lines it has.</returns>
    public long Close()
    {
        _file.Dispose();
        return _count;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
