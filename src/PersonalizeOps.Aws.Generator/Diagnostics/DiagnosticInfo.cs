using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Diagnostics;

/// <summary>A finding that compares by content, as steps of an incremental generator need.</summary>
/// <param name="Descriptor">What is found.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from zero.</param>
/// <param name="Column">The column, from zero.</param>
/// <param name="Length">How many characters are meant.</param>
/// <param name="Arguments">The message's arguments.</param>
internal sealed record DiagnosticInfo(
    DiagnosticDescriptor Descriptor, string Path, int Line, int Column, int Length, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo At(
        DiagnosticDescriptor descriptor, string path, int line, int column, int length, params string[] arguments) =>
        new(descriptor, path, line, column, length, arguments);

    public Diagnostic ToDiagnostic()
    {
        var span = new LinePositionSpan(new LinePosition(Line, Column), new LinePosition(Line, Column + Length));
        var location = Path.Length == 0 ? Location.None : Location.Create(Path, default, span);
        return Diagnostic.Create(Descriptor, location, [.. Arguments]);
    }
}
