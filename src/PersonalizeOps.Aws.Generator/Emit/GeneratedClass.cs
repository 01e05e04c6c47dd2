using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>A class of the <c>Model</c> namespace: an operation's request or response, or a structure.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Shape">Where its members come from.</param>
/// <param name="Base">The base class; null for a structure.</param>
/// <param name="Summary">What it is.</param>
internal sealed record GeneratedClass(string Name, ShapeModel Shape, string? Base, string Summary);
