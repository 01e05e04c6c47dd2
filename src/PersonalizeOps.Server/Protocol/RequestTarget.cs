namespace PersonalizeOps.Server.Protocol;

/// <summary>Path and query of a request as they came over the wire: no dot segment removed, no escape touched.</summary>
internal sealed class RequestTarget
{
    private RequestTarget(string rawPath, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        RawPath = rawPath;
        Query = query;
    }

    /// <summary>Gets the path with its escapes; begins with <c>/</c>.</summary>
    public string RawPath { get; }

    /// <summary>Gets the query's decoded names and values in the order of the wire; a name without <c>=</c> has the value <c>""</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <summary>Reads the target of a request line.</summary>
    /// <param name="raw">The target, in origin form (<c>/path?query</c>) or absolute form.</param>
    /// <exception cref="ServiceError">InvalidURI: another form, or escapes that do not decode.</exception>
    public static RequestTarget Parse(string raw)
    {
        if (!raw.StartsWith('/'))
        {
            raw = StripAuthority(raw);
        }

        var mark = raw.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? new RequestTarget(raw, []) : new RequestTarget(raw[..mark], ParseQuery(raw[(mark + 1)..]));
    }

    /// <summary>Finds a query parameter.</summary>
    /// <returns>Its first value, or null without one.</returns>
    public string? Find(string name)
    {
        foreach (var pair in Query)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    /// <summary>Reads names and values of a query or of a form's body.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ParseQuery(string query)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var piece in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = piece.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = sign < 0 ? (piece, "") : (piece[..sign], piece[(sign + 1)..]);
            pairs.Add(new(PercentCoding.Decode(name, plusIsSpace: true), PercentCoding.Decode(value, plusIsSpace: true)));
        }

        return pairs;
    }

    private static string StripAuthority(string raw)
    {
        var scheme = raw.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            throw Errors.InvalidUri();
        }

        var path = raw.IndexOfAny(['/', '?'], scheme + 3);
        return path < 0 ? "/" : raw[path] == '?' ? "/" + raw[path..] : raw[path..];
    }
}
