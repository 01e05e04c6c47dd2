namespace PersonalizeOps.Lambda;

/// <summary>Reads a function's settings from its environment.</summary>
internal static class FunctionSettings
{
    /// <summary>Reads a setting that must be there.</summary>
    public static string Required(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new FunctionException($"The environment variable {name} is not set; the template sets it.");

    /// <summary>Reads a setting that may be missing or empty.</summary>
    public static string? Optional(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
