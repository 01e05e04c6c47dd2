using Microsoft.CodeAnalysis.Diagnostics;

namespace PersonalizeOps.Aws.Generator;

/// <summary>The build's switches.</summary>
/// <param name="UseOfficialClients">
/// The MSBuild property <c>UseOfficialAwsClients</c>: only descriptors and contracts are generated, the rest comes from AWSSDK packages.
/// </param>
internal sealed record GeneratorOptions(bool UseOfficialClients)
{
    public static GeneratorOptions Read(AnalyzerConfigOptions options) =>
        new(options.TryGetValue("build_property.UseOfficialAwsClients", out var text)
            && string.Equals(text, "true", StringComparison.OrdinalIgnoreCase));
}
