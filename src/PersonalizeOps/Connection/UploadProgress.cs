using System.Management.Automation;

namespace PersonalizeOps.Connection;

/// <summary>How far an upload is; parts write it from many threads.</summary>
internal sealed class UploadProgress(UploadPlan plan)
{
    private const double Megabyte = 1e6;

    private readonly long[] _sent = new long[plan.Parts];
    private long _resumed;
    private int _finishedParts;

    /// <summary>The number of parts.</summary>
    public int Parts => plan.Parts;

    /// <summary>The parts that are on S3.</summary>
    public int FinishedParts => Volatile.Read(ref _finishedParts);

    /// <summary>Whether an unfinished upload with parts is on S3.</summary>
    public bool IsUnfinished { get; set; }

    public void Resume(int part)
    {
        Interlocked.Add(ref _resumed, plan[part].Length);
        Interlocked.Increment(ref _finishedParts);
    }

    /// <summary>Says how many bytes of a part went out; a part that is sent again begins anew, and the framing of requests does not count.</summary>
    public void Send(int part, long bytes) => Volatile.Write(ref _sent[part - 1], Math.Min(bytes, plan[part].Length));

    public void Finish(int part)
    {
        Send(part, plan[part].Length);
        Interlocked.Increment(ref _finishedParts);
    }

    /// <summary>Writes bytes and rate into a progress record; what an earlier upload had sent is done, and no part of the rate.</summary>
    public void Show(ProgressRecord progress, TimeSpan elapsed)
    {
        var sent = _sent.Sum();
        var done = sent + Volatile.Read(ref _resumed);
        var rate = sent / Math.Max(elapsed.TotalSeconds, 0.001);
        progress.StatusDescription = sent == 0
            ? $"Computing checksums of {plan.Length / Megabyte:n1} MB"
            : $"{done / Megabyte:n1} of {plan.Length / Megabyte:n1} MB, {rate / Megabyte:n1} MB a second";
        progress.PercentComplete = plan.Length == 0 ? 0 : (int)(100 * done / plan.Length);
        if (sent > 0)
            progress.SecondsRemaining = (int)Math.Min(int.MaxValue, (plan.Length - done) / rate);
    }
}
