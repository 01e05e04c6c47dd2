using System.Reflection;
using System.Text.RegularExpressions;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>The handlers that the templates name are there, as the managed runtime looks for them.</summary>
public partial class HandlerTests
{
    [Fact]
    public void Every_handler_of_the_templates_is_found_by_assembly_type_and_method()
    {
        var handlers = Directory.EnumerateFiles(Path.Combine(Root(), "cloudformation"), "*.yaml")
            .SelectMany(path => Handler().Matches(File.ReadAllText(path)))
            .Select(match => match.Groups[1].Value.Split("::"))
            .ToList();

        Assert.Equal(5, handlers.Count);
        Assert.All(handlers, parts =>
        {
            var type = Assembly.Load(parts[0]).GetType(parts[1], throwOnError: true)!;
            Assert.NotNull(type.GetConstructor(Type.EmptyTypes));
            var method = type.GetMethod(parts[2], [typeof(Stream)]);
            Assert.Equal(typeof(Stream), method?.ReturnType);
        });
    }

    [GeneratedRegex(@"Handler: (\S+)")]
    private static partial Regex Handler();

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PersonalizeOps.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
