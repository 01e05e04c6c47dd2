using System.Management.Automation;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Cloud;

/// <summary>The templates that come with the module, and the files that their resources are made of.</summary>
internal static class CloudBundle
{
    /// <summary>The parameter that names the bucket with the files.</summary>
    public const string BucketParameter = "CodeBucketName";

    /// <summary>The parameter that says whose role API Gateway logs with.</summary>
    public const string LogRoleParameter = "ApiLogRole";

    /// <summary>The value of it that keeps the role which the account has.</summary>
    public const string AccountRole = "ACCOUNT";

    /// <summary>The tag that tells a stack of ours and its workflow.</summary>
    public const string WorkflowTag = "PersonalizeOps";

    private static readonly Dictionary<string, string> TemplateFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Train"] = "personalize-train.yaml",
        ["Predict"] = "personalize-predict.yaml",
        ["Notebook"] = "glue-notebook.yaml",
    };

    private static readonly Dictionary<string, string> CodeFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FunctionsKey"] = "PersonalizeOps.Lambda.zip",
        ["GlueScriptKey"] = "glue/personalize_etl.py",
        ["InteractionsSqlKey"] = "glue/sql/interactions.sql",
        ["ItemsSqlKey"] = "glue/sql/items.sql",
        ["TrainingDefinitionKey"] = "statemachines/training.asl.json",
        ["BatchDefinitionKey"] = "statemachines/batch.asl.json",
    };

    private static readonly Lazy<Dictionary<string, string?>> Descriptions = new(() =>
        TemplateFiles.Where(file => File.Exists(Path.Join(Folder, file.Value))).ToDictionary(file => file.Key, file => Template(file.Key).Description));

    private static readonly string Folder = Path.GetFullPath(Path.Join(Path.GetDirectoryName(typeof(CloudBundle).Assembly.Location), "..", "cloud"));

    public static IEnumerable<string> Workflows => TemplateFiles.Keys;

    /// <exception cref="PersonalizeException">The module was built without its bundle.</exception>
    public static StackTemplate Template(string workflow)
    {
        var path = Find(TemplateFiles[workflow]);
        return StackTemplate.Parse(File.ReadAllText(path), path);
    }

    /// <summary>The workflow of a stack: by our tag, else by what its template says of itself; null for other templates.</summary>
    public static string? WorkflowOf(string? tag, string? description)
    {
        if (tag is not null)
            return Workflows.FirstOrDefault(workflow => workflow == tag);
        return string.IsNullOrWhiteSpace(description)
            ? null
            : Workflows.FirstOrDefault(workflow => Descriptions.Value.GetValueOrDefault(workflow) == description.Trim());
    }

    /// <summary>The files whose keys a template takes as parameters, by parameter; a template of one's own may take them too.</summary>
    public static IReadOnlyDictionary<string, string> FilesFor(StackTemplate template) => template.Parameters.ContainsKey(BucketParameter)
        ? CodeFiles.Where(file => template.Parameters.ContainsKey(file.Key)).ToDictionary(file => file.Key, file => Find(file.Value))
        : new Dictionary<string, string>();

    /// <summary>Whether a parameter is the key of a file of ours.</summary>
    public static bool IsCode(string parameter) => CodeFiles.ContainsKey(parameter);

    private static string Find(string file)
    {
        var path = Path.Join(Folder, file);
        return File.Exists(path) ? path : throw new PersonalizeException("BundleMissing", ErrorCategory.ObjectNotFound,
            $"The module lacks {path}.", file, "Build the module with ./build.sh build or install it anew.");
    }
}
