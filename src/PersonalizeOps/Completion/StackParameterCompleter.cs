using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Cloud;

namespace PersonalizeOps.Completion;

/// <summary>
/// Offers the parameters of a template as hashtables of one entry, <c>@{ NotificationEmail = '' }</c>, with the default or the first allowed value.
/// Inside the braces PowerShell asks no completer.
/// </summary>
internal sealed class StackParameterCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = new WildcardPattern(wordToComplete.TrimStart('@', '{', ' ', '\'', '"') + "*", WildcardOptions.IgnoreCase);
        var parameters = TemplateOf(fakeBoundParameters)?.Parameters.Values ?? [];
        return parameters.Where(parameter => pattern.IsMatch(parameter.Name) && !IsUploaded(parameter)).Select(ToResult);
    }

    private static StackTemplate? TemplateOf(IDictionary bound)
    {
        try
        {
            if (bound["Workflow"] is string workflow)
                return CloudBundle.Template(workflow);
            if (bound["TemplatePath"] is string path)
                return StackTemplate.Parse(File.ReadAllText(FullPath(path)), path);
        }
        catch (Exception)
        {
            // A completer that throws would spoil the prompt; what is wrong shows when the command runs.
            return null;
        }

        return bound["Name"] is string name ? StackNameCompleter.Ask(bound, (cloud, token) => cloud.GetTemplateAsync(name, token)) : null;
    }

    /// <summary>The path as the session means it, whose location is not that of the process.</summary>
    private static string FullPath(string path)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Convert-Path").AddParameter("LiteralPath", path).Invoke<string>().Single();
    }

    private static bool IsUploaded(TemplateParameter parameter) => parameter.Name == CloudBundle.BucketParameter || CloudBundle.IsCode(parameter.Name);

    private static CompletionResult ToResult(TemplateParameter parameter)
    {
        var value = parameter.Default ?? (parameter.AllowedValues.Count > 0 ? parameter.AllowedValues[0] : "");
        var text = $"@{{ {parameter.Name} = '{CodeGeneration.EscapeSingleQuotedStringContent(value)}' }}";
        var allowed = parameter.AllowedValues.Count > 0 ? $" ({string.Join(", ", parameter.AllowedValues)})" : "";
        return new CompletionResult(text, parameter.Name, CompletionResultType.ParameterValue, $"{parameter.Description ?? parameter.Name}{allowed}");
    }
}
