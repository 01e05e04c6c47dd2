namespace PersonalizeOps.Server;

/// <summary>How the server names itself.</summary>
internal static class Product
{
    /// <summary>The product.</summary>
    public const string Name = "PersonalizeOps";

    /// <summary>Gets the version, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(Product).Assembly.GetName().Version!.ToString(3);

    /// <summary>Gets the value of the header <c>Server</c> that every answer carries.</summary>
    public static string Header { get; } = $"{Name}/{Version}";
}
