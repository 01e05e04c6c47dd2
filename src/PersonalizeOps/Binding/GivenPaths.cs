using System.Management.Automation;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Binding;

/// <summary>What the paths that a user gives mean on this machine.</summary>
internal static class GivenPaths
{
    /// <summary>The files and folders of a path: itself where it is there or has no wildcards, else all that match.</summary>
    /// <exception cref="PersonalizeException">Nothing matches.</exception>
    public static IReadOnlyList<string> Find(PSCmdlet cmdlet, string path)
    {
        var literal = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
        if (File.Exists(literal) || Directory.Exists(literal) || !WildcardPattern.ContainsWildcardCharacters(path))
            return [literal];
        var found = cmdlet.GetResolvedProviderPathFromPSPath(path, out _);
        return found.Count > 0
            ? [.. found.Order(StringComparer.Ordinal)]
            : throw new PersonalizeException("FileNotFound", ErrorCategory.ObjectNotFound, $"No file or folder matches {literal}.", path, "Check the path.");
    }

    /// <summary>The full path of a folder to write to, which need not be there.</summary>
    /// <exception cref="PersonalizeException">A file is in its place.</exception>
    public static string Folder(PSCmdlet cmdlet, string path)
    {
        var full = Path.GetFullPath(cmdlet.GetUnresolvedProviderPathFromPSPath(path));
        for (var part = full; part is not null; part = Path.GetDirectoryName(part))
            if (File.Exists(part))
                throw new PersonalizeException("PathIsFile", ErrorCategory.InvalidArgument, $"{part} is a file, where a folder is wanted.", path,
                    "Name a folder, which is created when missing; or move the file away.");
        return full;
    }
}
