using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Values as C# literals and as XML text.</summary>
internal static class Literals
{
    /// <summary>A name that may be a keyword: models have shapes named <c>string</c>.</summary>
    public static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    public static string Text(string? value) => value is null ? "null" : SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Xml(string value) => value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
