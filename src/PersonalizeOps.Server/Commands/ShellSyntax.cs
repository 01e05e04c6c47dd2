namespace PersonalizeOps.Server.Commands;

/// <summary>How shells set environment variables.</summary>
internal static class ShellSyntax
{
    /// <summary>POSIX shells.</summary>
    public const string Bash = "bash";

    /// <summary>PowerShell.</summary>
    public const string PowerShell = "pwsh";

    /// <summary>Reads a shell's name.</summary>
    /// <exception cref="StartException">It is another shell.</exception>
    public static string Parse(string shell) =>
        shell is Bash or PowerShell ? shell : throw new StartException($"The shell '{shell}' is neither {Bash} nor {PowerShell}.");

    /// <summary>Writes a line that sets a variable, whatever characters its value has.</summary>
    public static string Set(string shell, string name, string value) => shell == PowerShell
        ? $"$env:{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'"
        : $"export {name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
