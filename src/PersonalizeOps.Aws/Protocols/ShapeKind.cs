namespace PersonalizeOps.Aws.Protocols;

/// <summary>What a shape of an API model holds.</summary>
public enum ShapeKind
{
    /// <summary>A text; enumerations are texts too (see <see cref="Shape.EnumValues"/>).</summary>
    String,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A 32-bit integer, <see cref="int"/>.</summary>
    Integer,

    /// <summary>A 64-bit integer, <see cref="long"/>.</summary>
    Long,

    /// <summary>A 32-bit number, <see cref="float"/>.</summary>
    Float,

    /// <summary>A 64-bit number, <see cref="double"/>.</summary>
    Double,

    /// <summary>A point in time, <see cref="DateTime"/> in UTC.</summary>
    Timestamp,

    /// <summary>Bytes, <see cref="MemoryStream"/>; base64 in JSON.</summary>
    Blob,

    /// <summary>A list, described by <see cref="ListShape"/>.</summary>
    List,

    /// <summary>A map from texts, described by <see cref="MapShape"/>.</summary>
    Map,

    /// <summary>A structure, described by <see cref="StructureShape"/>.</summary>
    Structure,
}
