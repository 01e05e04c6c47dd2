namespace PersonalizeOps.Data;

/// <summary>A line of batch output is not what Personalize writes.</summary>
public sealed class BatchOutputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The name of the file.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="reason">What is wrong, without a full stop.</param>
    /// <param name="inner">The cause, if another exception revealed it.</param>
    public BatchOutputException(string file, long line, string reason, Exception? inner = null)
        : base($"{file}, line {line}: {reason}.", inner)
    {
        File = file;
        Line = line;
    }

    /// <summary>The name of the file.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1.</summary>
    public long Line { get; }
}
