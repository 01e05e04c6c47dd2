using YamlDotNet.RepresentationModel;

namespace PersonalizeOps.Cloud.Tests.Templates;

/// <summary>A CloudFormation template as its YAML says it, intrinsic functions as tags.</summary>
internal sealed class Template
{
    private readonly YamlNode _parameters;

    private Template(string name, YamlMappingNode root)
    {
        Name = name;
        Resources = Entries(root["Resources"]).ToDictionary(entry => entry.Key, entry => (YamlMappingNode)entry.Value, StringComparer.Ordinal);
        Outputs = Entries(root["Outputs"]).Select(entry => entry.Key).ToList();
        All = Walk(root).ToList();
        _parameters = root["Parameters"];
    }

    public static IReadOnlyList<string> Names { get; } = ["personalize-train.yaml", "personalize-predict.yaml", "glue-notebook.yaml"];

    public string Name { get; }

    public IReadOnlyDictionary<string, YamlMappingNode> Resources { get; }

    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Every node of the template.</summary>
    public IReadOnlyList<YamlNode> All { get; }

    /// <summary>The default of a parameter.</summary>
    public string? Default(string parameter) => Text(Find(_parameters, parameter, "Default"));

    public static Template Read(string name)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Text("cloudformation", name)));
        return new Template(name, (YamlMappingNode)yaml.Documents[0].RootNode);
    }

    public static IEnumerable<KeyValuePair<string, YamlNode>> Entries(YamlNode node) => node is YamlMappingNode mapping
        ? mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, child.Value))
        : [];

    public static YamlNode? Find(YamlNode? node, params string[] path)
    {
        foreach (var name in path)
        {
            node = node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;
        }

        return node;
    }

    public static string? Text(YamlNode? node) => (node as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> Walk(YamlNode node) => node switch
    {
        YamlMappingNode mapping => [node, .. mapping.Children.SelectMany(child => Walk(child.Value))],
        YamlSequenceNode sequence => [node, .. sequence.Children.SelectMany(Walk)],
        _ => [node],
    };

    /// <summary>The resources of a type, by logical name.</summary>
    public IEnumerable<(string Name, YamlMappingNode Resource)> OfType(string type) =>
        Resources.Where(entry => Text(Find(entry.Value, "Type")) == type).Select(entry => (entry.Key, entry.Value));

    /// <summary>Every statement of every policy, with the resource it stands in.</summary>
    public IEnumerable<(string Resource, YamlMappingNode Statement)> Statements() => Resources.SelectMany(entry => Walk(entry.Value)
        .OfType<YamlMappingNode>()
        .Where(node => Find(node, "Effect") is not null)
        .Select(node => (entry.Key, node)));
}
