using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Model;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <content>Lambda functions.</content>
public sealed partial class MotoTests
{
    private static void AddFunctions()
    {
        Add("GetFunction", async (client, name) =>
        {
            var found = await client.GetFunctionAsync(new GetFunctionRequest { FunctionName = name }, Cancel);
            Assert.Equal((name, "dotnet10"), (found.Configuration.FunctionName, found.Configuration.Runtime.Value));
        });
        Add("GetFunctionConfiguration", async (client, name) =>
        {
            var found = await client.GetFunctionConfigurationAsync(new GetFunctionConfigurationRequest { FunctionName = name }, Cancel);
            Assert.Equal(("A::B::C", 256), (found.Handler, found.MemorySize));
        });
        Add("AddPermission", async (client, name) => Assert.Contains("s3.amazonaws.com", await AllowAsync(client, name), StringComparison.Ordinal));
        Add("GetPolicy", async (client, name) =>
        {
            await AllowAsync(client, name);
            var policy = (await client.GetPolicyAsync(new GetPolicyRequest { FunctionName = name }, Cancel)).Policy;
            Assert.Contains("arn:aws:s3:::bucket", policy, StringComparison.Ordinal);
        });
        Add("RemovePermission", async (client, name) =>
        {
            await AllowAsync(client, name);
            await client.RemovePermissionAsync(new RemovePermissionRequest { FunctionName = name, StatementId = "s3" }, Cancel);
            await Assert.ThrowsAsync<ResourceNotFoundException>(
                () => client.RemovePermissionAsync(new RemovePermissionRequest { FunctionName = name, StatementId = "s3" }, Cancel));
        });
        Add("Invoke", async (client, name) =>
        {
            var response = await client.InvokeAsync(
                new InvokeRequest { FunctionName = name, InvocationType = InvocationType.DryRun, Payload = new MemoryStream("{}"u8.ToArray()) }, Cancel);
            Assert.Equal(204, response.StatusCode);
        });
        Add("UpdateFunctionCode", async (client, name) =>
        {
            var before = await client.GetFunctionConfigurationAsync(new GetFunctionConfigurationRequest { FunctionName = name }, Cancel);
            var after = await client.UpdateFunctionCodeAsync(new UpdateFunctionCodeRequest { FunctionName = name, ZipFile = Zip("other"), Publish = false }, Cancel);
            Assert.NotEqual(before.CodeSha256, after.CodeSha256);
        });

        static void Add(string operation, Func<AmazonLambdaClient, string, Task> call) => Calls.Add($"lambda.{operation}", async test =>
        {
            var name = Name("function");
            var role = await test.CreateRoleAsync(Name("role"));
            await test._moto.PostAsync(
                "2015-03-31/functions",
                JsonSerializer.Serialize(new
                {
                    FunctionName = name,
                    Runtime = "dotnet10",
                    Role = role,
                    Handler = "A::B::C",
                    MemorySize = 256,
                    Code = new { ZipFile = Convert.ToBase64String(Zip("first").ToArray()) },
                }),
                "lambda");
            using var client = test.Client<AmazonLambdaClient>("lambda");
            await call(client, name);
        });
    }

    private static async Task<string> AllowAsync(AmazonLambdaClient client, string name) => (await client.AddPermissionAsync(
        new AddPermissionRequest
        {
            FunctionName = name,
            StatementId = "s3",
            Action = "lambda:InvokeFunction",
            Principal = "s3.amazonaws.com",
            SourceArn = "arn:aws:s3:::bucket",
            SourceAccount = "123456789012",
        },
        Cancel)).Statement;

    private static MemoryStream Zip(string content)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("code.txt").Open())
        {
            entry.Write(Encoding.UTF8.GetBytes(content));
        }

        stream.Position = 0;
        return stream;
    }
}
