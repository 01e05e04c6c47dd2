using Microsoft.CodeAnalysis;

namespace PersonalizeOps.Aws.Generator.Diagnostics;

/// <summary>Everything the generator can complain about.</summary>
internal static class DiagnosticDescriptors
{
    public static readonly DiagnosticDescriptor UnknownService = new(
        "POAWS001",
        "Unknown service",
        "No model describes the service '{0}'{1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownOperation = new(
        "POAWS002",
        "Unknown operation",
        "The model of '{0}' has no operation '{1}'{2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateLine = new(
        "POAWS003",
        "Duplicate line",
        "'{0}' is listed already in line {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MalformedLine = new(
        "POAWS004",
        "Malformed line",
        "'{0}' is not 'service.Operation'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MalformedModel = new(
        "POAWS005",
        "Malformed model",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnsupportedModel = new(
        "POAWS006",
        "Unsupported model",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoList = new(
        "POAWS007",
        "No list of operations",
        "There are models among the additional files but no Operations.txt, so nothing is generated",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateService = new(
        "POAWS008",
        "Duplicate service",
        "The service '{0}' is described already by {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    private const string Category = "PersonalizeOps.Aws";
}
