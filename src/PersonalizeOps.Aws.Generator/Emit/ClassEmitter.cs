using PersonalizeOps.Aws.Generator.Model;
using PersonalizeOps.Aws.Generator.Naming;

namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits requests, responses and structures.</summary>
internal static class ClassEmitter
{
    public static string Emit(ServiceContext context)
    {
        var code = Header.Sdk(context.Service, context.Names.Namespace + ".Model", "Amazon.Runtime");
        foreach (var generated in context.Classes)
        {
            code.Line()
                .Summary(generated.Summary)
                .Open($"public partial class {generated.Name}{(generated.Base is null ? string.Empty : $" : {generated.Base}")}");
            Properties(code, context, generated.Shape.Members);
            code.Close();
        }

        return code.ToString();
    }

    /// <summary>Writes properties, one a member.</summary>
    public static void Properties(CodeWriter code, ServiceContext context, IEnumerable<MemberModel> members)
    {
        var first = true;
        foreach (var member in members)
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
            var shape = context.Shape(member.Shape);
            code.Summary(MemberDocs.Describe(member, shape))
                .Line($"public {TypeNames.Property(context, shape)} {MemberNames.Property(member.Name)} {{ get; set; }}");
        }
    }
}
