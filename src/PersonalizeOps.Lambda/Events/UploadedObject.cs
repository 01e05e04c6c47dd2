using System.Text.Json;

namespace PersonalizeOps.Lambda.Events;

/// <summary>An object that an S3 event tells of.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key, decoded.</param>
/// <param name="ETag">The content's tag; empty when the event has none.</param>
/// <param name="Sequencer">Orders the events of one key; the same for a repeated delivery.</param>
internal sealed record UploadedObject(string Bucket, string Key, string ETag, string Sequencer)
{
    /// <summary>Gets the key up to its last slash, which it includes; empty at the top of the bucket.</summary>
    public string Folder => Key[..(Key.LastIndexOf('/') + 1)];

    /// <summary>Gets the key after its last slash.</summary>
    public string FileName => Key[(Key.LastIndexOf('/') + 1)..];

    /// <summary>Reads an event of S3: any number of records. S3's test event, which has none, gives no objects.</summary>
    /// <exception cref="FunctionException">The event is not S3's.</exception>
    public static IReadOnlyList<UploadedObject> Read(JsonElement json)
    {
        if (json.Text("Event") == "s3:TestEvent")
        {
            return [];
        }

        return json.Member("Records") is { ValueKind: JsonValueKind.Array } records
            ? [.. records.EnumerateArray().Where(IsCreation).Select(ReadRecord)]
            : throw new FunctionException("The event has no Records; this function is called by notifications of an S3 bucket.");
    }

    private static bool IsCreation(JsonElement record) =>
        record.Text("eventName") is { } name && name.StartsWith("ObjectCreated:", StringComparison.Ordinal);

    private static UploadedObject ReadRecord(JsonElement record)
    {
        var s3 = record.Member("s3");
        var entry = s3?.Member("object");
        return s3?.Member("bucket")?.Text("name") is { } bucket && entry?.Text("key") is { } key
            ? new UploadedObject(bucket, Decode(key), entry?.Text("eTag") ?? string.Empty, entry?.Text("sequencer") ?? string.Empty)
            : throw new FunctionException("A record of the event names no bucket and key.");
    }

    // Keys come form-encoded: a space is a plus sign.
    private static string Decode(string key) => Uri.UnescapeDataString(key.Replace('+', ' '));
}
