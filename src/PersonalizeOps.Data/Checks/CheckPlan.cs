namespace PersonalizeOps.Data;

/// <summary>What the threads that scan a file have in common.</summary>
internal sealed class CheckPlan
{
    private const long BytesOfRow = 24;
    private const long RowsOfPart = 1 << 17;
    private const int MostPartBits = 8;
    private const long SampledFrom = 1L << 30;

    public CheckPlan(string file, DatasetSchema schema, DatasetType type, string[] columns, CheckOptions options)
    {
        (File, Type, Columns, MaximumRows) = (file, type, columns, options.MaximumRows);
        Rules = [.. FieldRule.For(schema, type, columns).Where(rule => rule.Column >= 0)];
        User = Find("USER_ID");
        Item = Math.Max(Find("ITEM_ID"), Find("ACTION_ID"));
        Time = Find("TIMESTAMP");
        EventType = Find("EVENT_TYPE");
        Uses = [.. Rules.Select((rule, field) => UseOf(rule, field))];
        Now = options.Time.GetUtcNow().ToUnixTimeSeconds();
        var length = options.Length ?? SampledFrom;
        PartBits = Math.Clamp((int)Math.Ceiling(Math.Log2((double)length / (BytesOfRow * RowsOfPart))), 0, MostPartBits);
        SampleBits = Math.Max(0, (int)Math.Ceiling(Math.Log2((double)length / SampledFrom)));
    }

    public string File { get; }

    public DatasetType Type { get; }

    public string[] Columns { get; }

    public int MaximumRows { get; }

    /// <summary>The rules of the columns that the file has.</summary>
    public FieldRule[] Rules { get; }

    /// <summary>The rules by what the columns mean; -1 without one.</summary>
    public int User { get; }

    public int Item { get; }

    public int Time { get; }

    public int EventType { get; }

    /// <summary>What is done with the values, by rule.</summary>
    public FieldUse[] Uses { get; }

    /// <summary>Epoch seconds.</summary>
    public long Now { get; }

    /// <summary>The logarithm of the number of parts in which repetitions are looked for.</summary>
    public int PartBits { get; }

    /// <summary>Of the pairs of user and item (or ids), one in two to this power is looked at for repetitions, so that memory has a bound.</summary>
    public int SampleBits { get; }

    private int Find(string name) => Array.FindIndex(Rules, rule => rule.Name == name);

    private FieldUse UseOf(in FieldRule rule, int field) => rule switch
    {
        _ when field == User => FieldUse.User,
        _ when field == Item => FieldUse.Item,
        _ when field == EventType => FieldUse.EventType,
        // Times of another type are refused with the schema, and are no numbers to count.
        { Type: FieldType.Int or FieldType.Long } when field == Time => FieldUse.Time,
        { Type: FieldType.Int or FieldType.Long, IsTimestamp: true } => FieldUse.OtherTime,
        { Type: FieldType.Int or FieldType.Long } => FieldUse.Whole,
        { Type: FieldType.Float or FieldType.Double } => FieldUse.Number,
        _ => FieldUse.Text,
    };
}
