namespace PersonalizeOps.Data;

/// <summary>The values of <see cref="DatasetFault.Code"/>.</summary>
public static class DatasetFaultCodes
{
    /// <summary>The file has no bytes, or a header and no rows.</summary>
    public const string Empty = nameof(Empty);

    /// <summary>The header lacks columns of the schema.</summary>
    public const string MissingColumn = nameof(MissingColumn);

    /// <summary>The header names a column twice.</summary>
    public const string DuplicateColumn = nameof(DuplicateColumn);

    /// <summary>A name in the header is in quotes.</summary>
    public const string QuotedHeader = nameof(QuotedHeader);

    /// <summary>A record has more or fewer fields than the header.</summary>
    public const string WrongFieldCount = nameof(WrongFieldCount);

    /// <summary>A quote is not closed, or stands where none may stand.</summary>
    public const string MalformedQuotes = nameof(MalformedQuotes);

    /// <summary>The bytes are no UTF-8.</summary>
    public const string NotUtf8 = nameof(NotUtf8);

    /// <summary>An empty cell in a column whose type does not include null.</summary>
    public const string NullNotAllowed = nameof(NullNotAllowed);

    /// <summary>A text in a column of numbers.</summary>
    public const string NotANumber = nameof(NotANumber);

    /// <summary>A number with decimals in a column of whole numbers.</summary>
    public const string NotAnInteger = nameof(NotAnInteger);

    /// <summary>A number that its type can't hold, or a time before 1970.</summary>
    public const string OutOfRange = nameof(OutOfRange);

    /// <summary>A value other than <c>true</c> and <c>false</c> in a column of booleans.</summary>
    public const string NotABoolean = nameof(NotABoolean);

    /// <summary>A time that only makes sense in milliseconds.</summary>
    public const string TimestampInMilliseconds = nameof(TimestampInMilliseconds);

    /// <summary>A text longer than Personalize takes.</summary>
    public const string TooLong = nameof(TooLong);

    /// <summary>An interaction with an action whose event type is none of the three.</summary>
    public const string UnknownEventType = nameof(UnknownEventType);
}
