using Microsoft.CodeAnalysis;

namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>The allow-list of operations, one <c>service.Operation</c> a line; <c>#</c> starts a comment.</summary>
internal sealed record OperationList(string Path, EquatableArray<OperationLine> Lines)
{
    public static bool IsList(string path) => path.Split('/', '\\').Last().Equals("Operations.txt", StringComparison.OrdinalIgnoreCase);

    public static OperationList Read(AdditionalText file, CancellationToken cancellationToken)
    {
        var text = file.GetText(cancellationToken);
        var lines = new List<OperationLine>();
        for (var number = 0; number < (text?.Lines.Count ?? 0); number++)
        {
            var line = text!.Lines[number].ToString();
            var content = line.Split('#')[0].Trim();
            if (content.Length > 0)
            {
                lines.Add(OperationLine.Parse(content, number, line.IndexOf(content, StringComparison.Ordinal)));
            }
        }

        return new OperationList(file.Path, lines.ToArray());
    }
}
