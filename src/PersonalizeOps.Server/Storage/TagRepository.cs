namespace PersonalizeOps.Server.Storage;

/// <summary>The tags of resources.</summary>
internal sealed class TagRepository(StateSession session)
{
    /// <summary>Sets a tag, replacing the value it had.</summary>
    /// <param name="arn">The resource, which must exist.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">Its value.</param>
    public void Set(string arn, string key, string value) => session.Execute(
        "INSERT INTO tag (arn, key, value) VALUES ($arn, $key, $value) ON CONFLICT (arn, key) DO UPDATE SET value = excluded.value",
        ("$arn", arn),
        ("$key", key),
        ("$value", value));

    /// <summary>Removes a tag; nothing happens when there is none.</summary>
    /// <param name="arn">The resource.</param>
    /// <param name="key">The tag's key.</param>
    public void Remove(string arn, string key) =>
        session.Execute("DELETE FROM tag WHERE arn = $arn AND key = $key", ("$arn", arn), ("$key", key));

    /// <summary>Lists the tags of a resource.</summary>
    /// <param name="arn">The resource.</param>
    /// <returns>Keys and values by key.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> List(string arn) => session.Query(
        "SELECT key, value FROM tag WHERE arn = $arn ORDER BY key",
        reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1)),
        ("$arn", arn));
}
