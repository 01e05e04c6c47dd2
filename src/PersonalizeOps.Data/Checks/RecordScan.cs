using System.Globalization;
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
    private const ulong NoKey = 0;

    private readonly CheckPlan _plan;
    private readonly RecordCheck _check;
    private readonly CsvReaderOptions _format;
    private readonly CsvReaderOptions _plainFormat;
    private readonly FieldUse[] _uses;
    private readonly RecordBlock _block;
    private readonly KnownValues _known = new();
    private readonly long[] _times = new long[RecordBlock.Size];
    private readonly long _latest;
    private long _lineBefore;
    private bool _isUtf8;

    public RecordScan(CheckPlan plan)
    {
        _plan = plan;
        _check = new RecordCheck(plan.File, plan.Rules, plan.Columns.Length);
        _uses = plan.Uses;
        _block = new RecordBlock(plan.Rules);
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
        // The reader follows lines and quotes at a third of its cost; where each line is a record it need not.
        var isPlain = chunk.IsPlain && _isUtf8;
        using var csv = CsvReader.Create(chunk.Buffer.AsMemory(0, chunk.Length), isPlain ? _plainFormat : _format);
        var hasHeader = chunk.Number == 0 && csv.Read();
        Facts.Begin(chunk.Number);
        if (isPlain)
            ScanPlain(csv, chunk.Buffer, hasHeader ? chunk.FirstLine : _lineBefore);
        else
            ScanAny(csv);
        CheckBlock();
        Facts.End();
    }

    private void ScanPlain(CsvReader csv, byte[] text, long line)
    {
        _block.Begin(text);
        for (var first = line; ; first = line)
        {
            var isOdd = _block.Fill(csv, _plan.Columns.Length, ref line);
            Facts.Rows += line - first;
            if (isOdd)
                NoteShape(csv, line, DatasetFaultCodes.WrongFieldCount);
            else if (_block.Count == RecordBlock.Size)
                CheckBlock();
            else
                return;
        }
    }

    private void ScanAny(CsvReader csv)
    {
        _block.Begin();
        while (csv.Read())
        {
            Facts.Rows++;
            var line = _lineBefore + csv.LineNumber;
            if (_check.CheckShape(csv, _isUtf8) is { } shape)
                NoteShape(csv, line, shape);
            else if (_block.Add(csv, line))
                CheckBlock();
        }
    }

    private void CheckBlock()
    {
        for (var field = 0; field < _uses.Length; field++)
            CheckColumn(field);
        Facts.Count(_block);
        _block.Clear();
    }

    private void CheckColumn(int field)
    {
        switch (_uses[field])
        {
            case FieldUse.User:
                CheckIds(field, _block.Users, _block.HasUser, Facts.Users);
                break;
            case FieldUse.Item:
                CheckIds(field, _block.Items, _block.HasItem, Facts.Items);
                break;
            case FieldUse.Time:
                CheckTimes(field);
                break;
            case FieldUse.EventType:
                CheckEventTypes(field);
                break;
            default:
                CheckOthers(field);
                break;
        }
    }

    private void CheckIds(int field, ulong[] hashes, bool[] has, CompactTable table)
    {
        var cells = _block.Column(field);
        var soundLength = FieldCheck.SoundLength(_check.Rules[field]);
        var (before, hash) = (NoKey, 0UL);
        for (var row = 0; row < cells.Length; row++)
        {
            var isShort = KnownValues.TryKey(_block.Text, cells[row].Start, cells[row].Length, field, out var key);
            // Rows of a user mostly stand together.
            if (!isShort || key != before)
            {
                before = NoKey;
                var value = _block.Text.AsSpan(cells[row].Start, cells[row].Length);
                if ((value.IsEmpty || value.Length > soundLength) && !IsSound(field, row, value))
                    continue;
                var isDoubtful = DoubtId(field, value, row);
                hash = TextHash.Of(_block.Text, cells[row].Start, cells[row].Length);
                before = isShort && !isDoubtful ? key : NoKey;
                // They are counted when all columns are checked; until then the processor fetches the memory of many at once.
                table.Touch(hash);
            }

            hashes[row] = hash;
            has[row] = true;
        }
    }

    private void CheckTimes(int field)
    {
        var cells = _block.Column(field);
        ref readonly var rule = ref _check.Rules[field];
        var taken = 0;
        for (var row = 0; row < cells.Length; row++)
        {
            var value = _block.Text.AsSpan(cells[row].Start, cells[row].Length);
            if (FieldCheck.OfInteger(rule, value, out var seconds) is not null)
            {
                IsSound(field, row, value);
                continue;
            }

            DoubtTime(field, seconds, row);
            _times[taken++] = seconds;
            DatasetFacts.Mix(ref _block.Rests[row], (ulong)seconds);
        }

        Facts.TakeTimes(_times.AsSpan(0, taken));
    }

    private void CheckEventTypes(int field)
    {
        var cells = _block.Column(field);
        var (before, types) = (NoKey, Facts.EventTypes);
        for (var row = 0; row < cells.Length; row++)
        {
            var isShort = KnownValues.TryKey(_block.Text, cells[row].Start, cells[row].Length, field, out var key);
            if (isShort && key == before)
                types.AddSame();
            else
            {
                before = NoKey;
                var value = _block.Text.AsSpan(cells[row].Start, cells[row].Length);
                if (!IsSound(field, row, value))
                    continue;
                types.Add(value, 1);
                before = isShort ? key : NoKey;
            }

            DatasetFacts.Mix(ref _block.Rests[row], types.LastHash);
        }
    }

    private void CheckOthers(int field)
    {
        var cells = _block.Column(field);
        for (var row = 0; row < cells.Length; row++)
        {
            var (start, length) = (cells[row].Start, cells[row].Length);
            var isShort = KnownValues.TryKey(_block.Text, start, length, field, out var key);
            if (isShort && _known.TryFind(key, out var hash))
            {
                DatasetFacts.Mix(ref _block.Rests[row], hash);
                continue;
            }

            var value = _block.Text.AsSpan(start, length);
            if (!IsSound(field, row, value))
                continue;
            hash = Hash(field, row, value);
            DatasetFacts.Mix(ref _block.Rests[row], hash);
            // A time may be doubtful, and each doubt is to be told.
            if (isShort && _uses[field] != FieldUse.OtherTime)
                _known.Add(key, hash);
        }
    }

    private ulong Hash(int field, int row, ReadOnlySpan<byte> value)
    {
        switch (_uses[field])
        {
            case FieldUse.OtherTime:
                DoubtTime(field, _check.Integer(field), row);
                return (ulong)_check.Integer(field);
            case FieldUse.Whole:
                return (ulong)_check.Integer(field);
            case FieldUse.Number:
                return BitConverter.DoubleToUInt64Bits(_check.Number(field));
            default:
                if (value.Length > LongestText)
                    NoteLength(field, row);
                return TextHash.Of(value);
        }
    }

    /// <summary>Whether a value is there and as its rule asks. Counts it if it may be empty and is, and notes a fault.</summary>
    private bool IsSound(int field, int row, ReadOnlySpan<byte> value)
    {
        if (_check.CheckValue(field, value) is { } code)
        {
            _block.IsFaulty[row] = true;
            Note(field, row, code, value);
            return false;
        }

        if (!value.IsEmpty)
            return true;
        Facts.Empty[field]++;
        DatasetFacts.Mix(ref _block.Rests[row], 0);
        return false;
    }

    private bool DoubtId(int field, ReadOnlySpan<byte> value, int row)
    {
        var isPadded = value[0] <= (byte)' ' || value[^1] <= (byte)' ';
        if (isPadded)
            NotePadding(field, value, row);
        return isPadded;
    }

    private void DoubtTime(int field, long seconds, int row)
    {
        if (seconds > _latest || seconds < StartOf1990)
            NoteTime(field, seconds, row);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NotePadding(int field, ReadOnlySpan<byte> value, int row)
    {
        if (Faults.Count(CheckCodes.PaddedId, _check.Rules[field].Name))
            Keep(row, field, CheckCodes.PaddedId, $"{FieldCheck.Quote(value)} has white space around it", "Trim it: ids must be the same in all files");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteTime(int field, long seconds, int row)
    {
        var (name, isEvent) = (_check.Rules[field].Name, _uses[field] == FieldUse.Time);
        if (seconds > _latest && (isEvent || name == "CREATION_TIMESTAMP") && Faults.Count(CheckCodes.TimestampInFuture, name))
            Keep(row, field, CheckCodes.TimestampInFuture, $"{seconds} ({Moment(seconds)}) is in the future", "Look for a wrong unit or clock");
        if (isEvent && seconds < StartOf1990 && Faults.Count(CheckCodes.TimestampImplausible, name))
        {
            Keep(
                row, field, CheckCodes.TimestampImplausible, $"{seconds} ({Moment(seconds)}) is before 1990",
                "Write Unix epoch seconds, not days, minutes or counters");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteLength(int field, int row)
    {
        if (Faults.Count(CheckCodes.LongText, _check.Rules[field].Name))
            Keep(row, field, CheckCodes.LongText, $"Personalize cuts texts at {LongestText} characters", "Nothing to do if the beginning tells enough");
    }

    private static string Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Keep(int row, int field, string code, string problem, string advice) =>
        Faults.Keep(new DatasetFault(_plan.File, _block.Lines[row], _check.Rules[field].Name, code, problem, advice));

    // What is rare stays out of the code that runs for each value.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Note(int field, int row, string code, ReadOnlySpan<byte> value)
    {
        if (Faults.Count(code, _check.Rules[field].Name))
            Faults.Keep(_check.Describe(_block.Lines[row], code, field, value));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteShape(CsvReader csv, long line, string code)
    {
        if (Faults.Count(code, null))
            Faults.Keep(_check.DescribeShape(csv, line, code));
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
