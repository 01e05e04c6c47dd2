namespace PersonalizeOps.Data;

/// <summary>The primitive Avro types that a schema may use.</summary>
public enum FieldType
{
    /// <summary>Text in UTF-8.</summary>
    String,

    /// <summary>A whole number of 32 bits.</summary>
    Int,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A number of single precision.</summary>
    Float,

    /// <summary>A number of double precision.</summary>
    Double,

    /// <summary><c>true</c> or <c>false</c>, in lower case.</summary>
    Boolean,
}
