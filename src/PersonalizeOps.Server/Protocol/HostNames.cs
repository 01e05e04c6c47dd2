namespace PersonalizeOps.Server.Protocol;

/// <summary>Comparing host names.</summary>
internal static class HostNames
{
    /// <summary>Tells whether a name is a domain or below it.</summary>
    public static bool IsUnder(string name, string domain) =>
        name.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
        && (name.Length == domain.Length || name[name.Length - domain.Length - 1] == '.');
}
