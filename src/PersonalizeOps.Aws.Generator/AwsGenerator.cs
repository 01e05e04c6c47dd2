using Microsoft.CodeAnalysis;
using PersonalizeOps.Aws.Generator.Diagnostics;
using PersonalizeOps.Aws.Generator.Emit;
using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator;

/// <summary>
/// Generates, from <c>Models/*.json</c> and <c>Operations.txt</c> among the additional files, clients with the AWS SDK's public names,
/// shape descriptors and server contracts.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class AwsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.AdditionalTextsProvider
            .Where(static text => ModelFile.IsModel(text.Path))
            .Select(static (text, cancellation) => ModelFile.Read(text, cancellation))
            .WithTrackingName(StepNames.ReadModel);
        var operations = context.AdditionalTextsProvider
            .Where(static text => OperationList.IsList(text.Path))
            .Select(static (text, cancellation) => OperationList.Read(text, cancellation))
            .WithTrackingName(StepNames.ReadOperations)
            .Collect();
        var options = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => GeneratorOptions.Read(provider.GlobalOptions))
            .WithTrackingName(StepNames.ReadOptions);
        var services = models.Collect().Combine(operations)
            .SelectMany(static (pair, _) => ServiceSelection.Select(pair.Left, pair.Right))
            .WithTrackingName(StepNames.SelectService);
        var findings = models.Collect().Combine(operations)
            .Select(static (pair, _) => ListCheck.Run(pair.Left, pair.Right))
            .WithTrackingName(StepNames.CheckList);

        context.RegisterSourceOutput(services.Combine(options), static (output, pair) => Emit(output, pair.Left, pair.Right));
        context.RegisterSourceOutput(findings, static (output, found) => Report(output, found));
    }

    private static void Emit(SourceProductionContext output, ServiceModel service, GeneratorOptions options)
    {
        var context = new ServiceContext(service);
        foreach (var file in ServiceEmitter.Emit(context, options))
        {
            output.CancellationToken.ThrowIfCancellationRequested();
            output.AddSource(file.HintName, file.Text);
        }
    }

    private static void Report(SourceProductionContext output, EquatableArray<DiagnosticInfo> findings)
    {
        foreach (var finding in findings)
        {
            output.ReportDiagnostic(finding.ToDiagnostic());
        }
    }
}
