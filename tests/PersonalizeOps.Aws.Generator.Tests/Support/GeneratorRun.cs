using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PersonalizeOps.Aws.Generator.Tests.Support;

/// <summary>Runs the generator in memory, again and again as an IDE does.</summary>
internal sealed class GeneratorRun
{
    private readonly Dictionary<string, AdditionalText> _files = [];
    private GeneratorDriver _driver;
    private CSharpCompilation _compilation = CSharpCompilation.Create("Consumer");

    public GeneratorRun(params (string Name, string Value)[] properties) => _driver = CSharpGeneratorDriver.Create(
        [new AwsGenerator().AsSourceGenerator()],
        optionsProvider: new BuildProperties(properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Adds or replaces a file.</summary>
    public GeneratorRun With(string path, string text)
    {
        var file = new MemoryText(path, text);
        _driver = _files.TryGetValue(path, out var old)
            ? _driver.ReplaceAdditionalText(old, file)
            : _driver.AddAdditionalTexts([file]);
        _files[path] = file;
        return this;
    }

    /// <summary>Edits the consumer's own source.</summary>
    public GeneratorRun WithSource(string source)
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source));
        return this;
    }

    public GeneratorRunResult Run()
    {
        _driver = _driver.RunGenerators(_compilation, TestContext.Current.CancellationToken);
        return _driver.GetRunResult().Results.Single();
    }

    public ImmutableArray<Diagnostic> Diagnostics() => Run().Diagnostics;

    /// <summary>Why each output of a step came out as it did in the last run.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    /// <summary>The same for the emission of source.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> EmissionReasons(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];
}
