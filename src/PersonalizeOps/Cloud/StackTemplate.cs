using System.Globalization;
using System.Management.Automation;
using System.Text;
using PersonalizeOps.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PersonalizeOps.Cloud;

/// <summary>What the cmdlets need to know of a CloudFormation template; JSON is read as the YAML that it is.</summary>
internal sealed class StackTemplate
{
    /// <summary>What a call takes; a larger template has to lie in S3.</summary>
    public const int MaxBodyBytes = 51_200;

    private StackTemplate(string text, YamlMappingNode root)
    {
        Text = text;
        Description = Scalar(root, "Description")?.Trim();
        Parameters = Entries(Child(root, "Parameters")).Select(entry => ReadParameter(entry.Key, entry.Value))
            .ToDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        var resources = Entries(Child(root, "Resources")).ToList();
        ResourceCount = resources.Count;
        RetainedResources = resources.Where(entry => Scalar(entry.Value, "DeletionPolicy")?.StartsWith("Retain", StringComparison.Ordinal) == true)
            .Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        Capabilities = CapabilitiesOf(resources.Select(entry => entry.Value).ToList(), Child(root, "Transform") is not null);
    }

    public string Text { get; }

    public string? Description { get; }

    /// <summary>The parameters by name, in any case of letters as hashtables have it.</summary>
    public IReadOnlyDictionary<string, TemplateParameter> Parameters { get; }

    public int ResourceCount { get; }

    /// <summary>The resources that stay when the stack goes.</summary>
    public IReadOnlySet<string> RetainedResources { get; }

    /// <summary>What CloudFormation wants to be told before it makes such resources.</summary>
    public List<string> Capabilities { get; }

    public bool FitsIntoCall => Encoding.UTF8.GetByteCount(Text) <= MaxBodyBytes;

    /// <exception cref="PersonalizeException">It is no template.</exception>
    public static StackTemplate Parse(string text, string source)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            if (yaml.Documents is [{ RootNode: YamlMappingNode root }] && Child(root, "Resources") is YamlMappingNode)
                return new StackTemplate(text, root);
        }
        catch (YamlException error)
        {
            throw Invalid($"{source} is not readable in line {error.Start.Line}, column {error.Start.Column}: {error.Message}", source, error);
        }

        throw Invalid($"{source} is no CloudFormation template: it has no Resources.", source, null);
    }

    private static PersonalizeException Invalid(string message, string source, Exception? inner) =>
        new("InvalidTemplate", ErrorCategory.InvalidData, message, source, "Check the template, for example with cfn-lint.", inner);

    private static TemplateParameter ReadParameter(string name, YamlNode node) => new(name, Scalar(node, "Type") ?? "String", Scalar(node, "Default"))
    {
        Description = Scalar(node, "Description"),
        ConstraintDescription = Scalar(node, "ConstraintDescription"),
        AllowedPattern = Scalar(node, "AllowedPattern"),
        AllowedValues = (Child(node, "AllowedValues") as YamlSequenceNode)?.OfType<YamlScalarNode>().Select(value => value.Value ?? "").ToList() ?? [],
        MinValue = Number(node, "MinValue"),
        MaxValue = Number(node, "MaxValue"),
        MinLength = Number(node, "MinLength"),
        MaxLength = Number(node, "MaxLength"),
    };

    private static List<string> CapabilitiesOf(List<YamlNode> resources, bool hasTransform)
    {
        var identities = resources.Where(resource => Scalar(resource, "Type")?.StartsWith("AWS::IAM::", StringComparison.Ordinal) == true).ToList();
        List<string> needed = [];
        if (identities.Any(HasNameOfItsOwn))
            needed.Add("CAPABILITY_NAMED_IAM");
        else if (identities.Count > 0)
            needed.Add("CAPABILITY_IAM");
        if (hasTransform)
            needed.Add("CAPABILITY_AUTO_EXPAND");
        return needed;
    }

    private static bool HasNameOfItsOwn(YamlNode resource) => Entries(Child(resource, "Properties"))
        .Any(property => property.Key is "RoleName" or "UserName" or "GroupName" or "ManagedPolicyName" or "InstanceProfileName");

    private static IEnumerable<KeyValuePair<string, YamlNode>> Entries(YamlNode? node) => node is YamlMappingNode mapping
        ? mapping.Children.Where(child => child.Key is YamlScalarNode { Value: not null })
            .Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, child.Value))
        : [];

    private static YamlNode? Child(YamlNode? node, string name) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    private static string? Scalar(YamlNode? node, string name) => (Child(node, name) as YamlScalarNode)?.Value;

    private static double? Number(YamlNode? node, string name) =>
        double.TryParse(Scalar(node, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
