using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Checks parts of a file, one after the other, and counts what is in them. One for each thread.</summary>
internal sealed class RecordScan
{
    private const long StartOf1990 = 631_152_000;
    private const long Day = 86_400;
    private const int LongestText = 20_000;

    private readonly CheckPlan _plan;
    private readonly RecordCheck _check;
    private readonly CsvReaderOptions _format;
    private readonly CsvReaderOptions _plainFormat;
    private readonly FieldUse[] _uses;
    private readonly int[] _columns;
    private readonly long _latest;
    private long _lineBefore;
    private bool _isUtf8;

    public RecordScan(CheckPlan plan)
    {
        _plan = plan;
        _check = new RecordCheck(plan.File, plan.Rules, plan.Columns.Length);
        _uses = plan.Uses;
        _columns = [.. plan.Rules.Select(rule => rule.Column)];
        _latest = plan.Now + Day;
        Faults = new FaultTally(plan.MaximumRows);
        Facts = new DatasetFacts(plan);
        _plainFormat = CsvFormat.Strict(int.MaxValue) with { MalformedData = CsvMalformedDataHandling.Recover, TrackLineNumbers = false };
        _format = CsvFormat.Strict(int.MaxValue) with { MalformedData = CsvMalformedDataHandling.Skip, OnMalformedRecord = NoteMalformed };
    }

    public FaultTally Faults { get; }

    public DatasetFacts Facts { get; }

    /// <summary>Checks the records of a part.</summary>
    public void Scan(RecordChunk chunk)
    {
        _lineBefore = chunk.FirstLine - 1;
        // The whole is looked at at once; only where it fails is each record.
        _isUtf8 = Utf8.IsValid(chunk.Buffer.AsSpan(0, chunk.Length));
        using var csv = CsvReader.Create(chunk.Buffer.AsMemory(0, chunk.Length), chunk.IsPlain ? _plainFormat : _format);
        var line = chunk.FirstLine;
        if (chunk.Number == 0 && csv.Read())
            line++;
        Facts.Begin(chunk.Number);
        // The reader follows lines and quotes at a third of its cost; where each line is a record it need not.
        while (csv.Read())
            Check(csv, chunk.IsPlain ? line++ : _lineBefore + csv.LineNumber);
        Facts.End();
    }

    private void Check(CsvReader csv, long line)
    {
        Facts.Rows++;
        if (_check.CheckShape(csv, _isUtf8) is { } shape)
        {
            Note(csv, line, shape, -1);
            return;
        }

        Facts.BeginRecord();
        var isSound = true;
        for (var field = 0; field < _uses.Length; field++)
        {
            var value = csv.GetSpan(_columns[field]);
            var use = _uses[field];
            // What was sound in the row before is so again.
            if ((use == FieldUse.User && Facts.TakeSameUser(value)) || (use == FieldUse.EventType && Facts.TakeSameEventType(value)))
                continue;
            var code = _check.CheckValue(field, value);
            if (code is not null)
            {
                isSound = false;
                Note(csv, line, code, field);
            }
            else if (value.IsEmpty)
            {
                Facts.TakeEmpty(field);
            }
            else
            {
                Take(field, value, line);
            }
        }

        Facts.EndRecord((uint)Math.Min(line, uint.MaxValue), isSound);
    }

    /// <summary>Counts a value, and looks for what is allowed and hardly meant.</summary>
    private void Take(int field, ReadOnlySpan<byte> value, long line)
    {
        switch (_uses[field])
        {
            case FieldUse.User:
                Facts.TakeUser(value, isDoubtful: DoubtId(field, value, line));
                break;
            case FieldUse.Item:
                DoubtId(field, value, line);
                Facts.TakeItem(value);
                break;
            case FieldUse.Time:
                DoubtTime(field, _check.Integer(field), line);
                Facts.TakeTime(_check.Integer(field));
                break;
            case FieldUse.EventType:
                Facts.TakeEventType(value);
                break;
            case FieldUse.OtherTime:
                DoubtTime(field, _check.Integer(field), line);
                Facts.TakeOther((ulong)_check.Integer(field));
                break;
            case FieldUse.Whole:
                Facts.TakeOther((ulong)_check.Integer(field));
                break;
            case FieldUse.Number:
                Facts.TakeOther(BitConverter.DoubleToUInt64Bits(_check.Number(field)));
                break;
            default:
                if (value.Length > LongestText)
                    NoteLength(field, line);
                Facts.TakeOther(TextHash.Of(value));
                break;
        }
    }

    private bool DoubtId(int field, ReadOnlySpan<byte> value, long line)
    {
        var isPadded = value[0] <= (byte)' ' || value[^1] <= (byte)' ';
        if (isPadded)
            NotePadding(field, value, line);
        return isPadded;
    }

    private void DoubtTime(int field, long seconds, long line)
    {
        if (seconds > _latest || seconds < StartOf1990)
            NoteTime(field, seconds, line);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NotePadding(int field, ReadOnlySpan<byte> value, long line)
    {
        if (Faults.Count(CheckCodes.PaddedId, _check.Rules[field].Name))
            Keep(line, field, CheckCodes.PaddedId, $"{FieldCheck.Quote(value)} has white space around it", "Trim it: ids must be the same in all files");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteTime(int field, long seconds, long line)
    {
        var (name, isEvent) = (_check.Rules[field].Name, _uses[field] == FieldUse.Time);
        if (seconds > _latest && (isEvent || name == "CREATION_TIMESTAMP") && Faults.Count(CheckCodes.TimestampInFuture, name))
            Keep(line, field, CheckCodes.TimestampInFuture, $"{seconds} ({Moment(seconds)}) is in the future", "Look for a wrong unit or clock");
        if (isEvent && seconds < StartOf1990 && Faults.Count(CheckCodes.TimestampImplausible, name))
        {
            Keep(
                line, field, CheckCodes.TimestampImplausible, $"{seconds} ({Moment(seconds)}) is before 1990",
                "Write Unix epoch seconds, not days, minutes or counters");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteLength(int field, long line)
    {
        if (Faults.Count(CheckCodes.LongText, _check.Rules[field].Name))
            Keep(line, field, CheckCodes.LongText, $"Personalize cuts texts at {LongestText} characters", "Nothing to do if the beginning tells enough");
    }

    private static string Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd");

    private void Keep(long line, int field, string code, string problem, string advice) =>
        Faults.Keep(new DatasetFault(_plan.File, line, _check.Rules[field].Name, code, problem, advice));

    // What is rare stays out of the code that runs for each record.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Note(CsvReader csv, long line, string code, int field)
    {
        if (Faults.Count(code, field < 0 ? null : _check.Rules[field].Name))
            Faults.Keep(_check.Describe(csv, line, code, field));
    }

    private void NoteMalformed(CsvMalformedRecord record)
    {
        Facts.Rows++;
        var problem = record.Reason switch
        {
            CsvMalformedReason.StrayQuote => "a quote stands inside a value that is not in quotes",
            CsvMalformedReason.TextAfterClosingQuote => "text follows the quote that closes a value",
            _ => "a quote is never closed",
        };
        if (Faults.Count(DatasetFaultCodes.MalformedQuotes, null))
            Faults.Keep(DatasetCsv.Malformed(_plan.File, _lineBefore + record.LineNumber, problem));
    }
}
