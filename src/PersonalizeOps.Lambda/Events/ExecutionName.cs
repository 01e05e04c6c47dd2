using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Lambda.Events;

/// <summary>Names of executions that are the same for the same cause, so that a repeated delivery starts nothing a second time.</summary>
internal static class ExecutionName
{
    /// <summary>Makes a name of letters, digits and dashes, short enough to be part of a job's name.</summary>
    public static string Of(string kind, IEnumerable<string> cause)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', cause)));
        return $"{kind}-{Convert.ToHexStringLower(hash.AsSpan(0, 12))}";
    }
}
