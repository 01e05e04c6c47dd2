namespace PersonalizeOps.Server.Services.S3;

/// <summary>What tells requests for one operation.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path's pattern: the service, a bucket or an object.</param>
/// <param name="Marks">Query parameters (with <c>?</c> before, perhaps <c>=value</c> behind) and headers that must be there.</param>
internal sealed record S3Route(string Operation, string Method, string Path, IReadOnlyList<string> Marks)
{
    /// <summary>Reads a line of the table.</summary>
    public static S3Route Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new S3Route(words[0], words[1], words[2], words[3..]);
    }

    /// <summary>Tells whether a request could mean the operation.</summary>
    public bool Matches(S3Request request) => request.Method == Method && PathOf(request.Address) == Path && Marks.All(mark => Has(request, mark));

    private static string PathOf(S3Address address) => address switch
    {
        { Bucket: null } => "/",
        { Key: null } => "/{Bucket}",
        _ => "/{Bucket}/{Key+}",
    };

    private static bool Has(S3Request request, string mark)
    {
        if (mark[0] != '?')
        {
            return request.Headers.ContainsKey(mark);
        }

        var sign = mark.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 ? request.Query(mark[1..]) is not null : request.Query(mark[1..sign]) == mark[(sign + 1)..];
    }
}
