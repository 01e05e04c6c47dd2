namespace PersonalizeOps.Engine.Interactions;

/// <summary>The columns of a store: rows user by user, each user's oldest first.</summary>
internal sealed class InteractionColumns
{
    /// <summary>Columns read from a file.</summary>
    public InteractionColumns(SectionFile file, int userCount, int itemCount, int eventTypeCount)
    {
        UserStarts = file.Get<int>("user.starts");
        Items = file.Get<int>("items");
        Timestamps = file.Get<long>("timestamps");
        EventTypes = file.Get<byte>("event.types");
        Values = file.Get<float>("values");
        Metadata = MetadataColumn.Read(file, Count);
        Validate(file, userCount, itemCount, eventTypeCount);
    }

    /// <summary>Orders rows into columns, leaving out exact duplicates.</summary>
    public InteractionColumns(InteractionRows rows, MetadataRows metadata, int[] userPositions, int[] itemPositions)
    {
        var ordering = new RowOrdering(rows, metadata, userPositions, itemPositions);
        (UserStarts, Items, Timestamps, EventTypes, Values) = ordering.Run(out var positions);
        Metadata = metadata.ToColumns(positions);
    }

    private InteractionColumns(InteractionColumns rows, IReadOnlyList<MetadataColumn> metadata)
    {
        (UserStarts, Items, Timestamps, EventTypes, Values) = (rows.UserStarts, rows.Items, rows.Timestamps, rows.EventTypes, rows.Values);
        Metadata = metadata;
    }

    public Column<int> UserStarts { get; }

    public Column<int> Items { get; }

    public Column<long> Timestamps { get; }

    public Column<byte> EventTypes { get; }

    public Column<float> Values { get; }

    public IReadOnlyList<MetadataColumn> Metadata { get; }

    public int Count => Items.Length;

    /// <summary>The same rows with some of the own columns.</summary>
    public InteractionColumns Select(Func<string, bool> isWanted) => new(this, [.. Metadata.Where(column => isWanted(column.Name))]);

    public void Write(SectionFileWriter writer)
    {
        writer.Add("user.starts", UserStarts);
        writer.Add("items", Items);
        writer.Add("timestamps", Timestamps);
        writer.Add("event.types", EventTypes);
        writer.Add("values", Values);
        MetadataColumn.Write(writer, Metadata);
    }

    private void Validate(SectionFile file, int userCount, int itemCount, int eventTypeCount)
    {
        var starts = UserStarts.Span;
        var isConsistent = starts.Length == userCount + 1
            && starts[0] == 0
            && starts[^1] == Count
            && Timestamps.Length == Count
            && EventTypes.Length == Count
            && Values.Length == Count
            && (Count == 0 || !Items.Span.ContainsAnyExceptInRange(0, itemCount - 1));
        for (var user = 0; isConsistent && user < userCount; user++)
        {
            isConsistent = starts[user] <= starts[user + 1];
        }

        if (!isConsistent || EventTypes.Span.ContainsAnyExceptInRange((byte)0, (byte)(eventTypeCount - 1)))
        {
            throw file.Invalid("its columns do not fit together");
        }
    }
}
