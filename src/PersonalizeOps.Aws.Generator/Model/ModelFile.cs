using Microsoft.CodeAnalysis;
using PersonalizeOps.Aws.Generator.Diagnostics;

namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>A model file: the service it describes, or why it could not be read.</summary>
internal sealed record ModelFile(string Path, ServiceModel? Service, DiagnosticInfo? Fault)
{
    /// <summary>Tells whether an additional file is a model: any <c>.json</c> in a folder named <c>Models</c>.</summary>
    public static bool IsModel(string path)
    {
        var parts = path.Split('/', '\\');
        return parts.Length > 1
            && parts[parts.Length - 2].Equals("Models", StringComparison.OrdinalIgnoreCase)
            && path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
    }

    public static ModelFile Read(AdditionalText file, CancellationToken cancellationToken)
    {
        try
        {
            var text = file.GetText(cancellationToken)?.ToString() ?? string.Empty;
            return new ModelFile(file.Path, ModelReader.Read(JsonParser.Parse(text)), null);
        }
        catch (ModelException fault)
        {
            var descriptor = fault.Unsupported ? DiagnosticDescriptors.UnsupportedModel : DiagnosticDescriptors.MalformedModel;
            return new ModelFile(file.Path, null, DiagnosticInfo.At(descriptor, file.Path, fault.Line, fault.Column, 1, fault.Message));
        }
    }
}
