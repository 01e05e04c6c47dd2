namespace PersonalizeOps.Server.Commands;

/// <summary>Where a command reads answers and writes its own.</summary>
/// <param name="Input">Answers of the user.</param>
/// <param name="Output">What scripts read.</param>
/// <param name="Errors">What people read.</param>
internal sealed record CommandConsole(TextReader Input, TextWriter Output, TextWriter Errors);
