using System.Collections.Immutable;
using PersonalizeOps.Aws.Generator.Diagnostics;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>Checks the list against the models.</summary>
internal static class ListCheck
{
    public static EquatableArray<DiagnosticInfo> Run(ImmutableArray<ModelFile> files, ImmutableArray<OperationList> lists)
    {
        var findings = new List<DiagnosticInfo>();
        findings.AddRange(files.Select(file => file.Fault).OfType<DiagnosticInfo>());
        var services = Services(files, findings);
        if (files.Length > 0 && lists.Length == 0)
        {
            findings.Add(DiagnosticInfo.At(DiagnosticDescriptors.NoList, string.Empty, 0, 0, 0));
        }

        // A line about a service whose model is faulty would only hide the fault behind others.
        var complete = files.All(file => file.Fault is null);
        foreach (var list in lists)
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            findings.AddRange(list.Lines
                .Select(line => Check(list.Path, line, services, seen))
                .OfType<DiagnosticInfo>()
                .Where(finding => complete || finding.Descriptor != DiagnosticDescriptors.UnknownService));
        }

        return findings.ToArray();
    }

    private static Dictionary<string, ServiceModel> Services(ImmutableArray<ModelFile> files, List<DiagnosticInfo> findings)
    {
        var services = new Dictionary<string, ServiceModel>(StringComparer.Ordinal);
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file.Service is not { } service)
            {
                continue;
            }

            if (paths.TryGetValue(service.Service, out var other))
            {
                findings.Add(DiagnosticInfo.At(
                    DiagnosticDescriptors.DuplicateService, file.Path, 0, 0, 1, service.Service, Path.GetFileName(other)));
                continue;
            }

            services.Add(service.Service, service);
            paths.Add(service.Service, file.Path);
        }

        return services;
    }

    private static DiagnosticInfo? Check(
        string path, OperationLine line, Dictionary<string, ServiceModel> services, Dictionary<string, int> seen)
    {
        DiagnosticInfo At(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments) =>
            DiagnosticInfo.At(descriptor, path, line.Line, line.Column, line.Text.Length, arguments);

        if (line.Service is null || line.Operation is null)
        {
            return At(DiagnosticDescriptors.MalformedLine, line.Text);
        }

        if (!services.TryGetValue(line.Service, out var service))
        {
            return At(DiagnosticDescriptors.UnknownService, line.Service, Suggest(line.Service, services.Keys));
        }

        var names = service.Operations.Select(operation => operation.Name).ToArray();
        if (!names.Contains(line.Operation))
        {
            return At(DiagnosticDescriptors.UnknownOperation, line.Service, line.Operation, Suggest(line.Operation, names));
        }

        if (seen.TryGetValue(line.Text, out var first))
        {
            return At(DiagnosticDescriptors.DuplicateLine, line.Text, $"{first + 1}");
        }

        seen.Add(line.Text, line.Line);
        return null;
    }

    private static string Suggest(string name, IEnumerable<string> known) =>
        NearestName.Find(name, known) is { } nearest ? $"; did you mean '{nearest}'?" : string.Empty;
}
