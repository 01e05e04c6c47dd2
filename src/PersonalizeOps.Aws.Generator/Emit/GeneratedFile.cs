namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>A file of generated code.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
