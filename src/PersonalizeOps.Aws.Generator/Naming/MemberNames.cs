using System.Text;

namespace PersonalizeOps.Aws.Generator.Naming;

/// <summary>The SDK's names for members and constants.</summary>
internal static class MemberNames
{
    /// <summary>A property: the member with its first letter in upper case.</summary>
    public static string Property(string member) => char.ToUpperInvariant(member[0]) + member.Substring(1);

    /// <summary>A field of a <c>ConstantClass</c>: the value without separators, its words starting in upper case.</summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        var wordStarts = true;
        foreach (var c in value)
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                name.Append(wordStarts ? char.ToUpperInvariant(c) : c);
                wordStarts = false;
            }
            else
            {
                wordStarts = true;
            }
        }

        return name.Length > 0 && !char.IsDigit(name[0]) ? name.ToString() : "_" + name;
    }
}
