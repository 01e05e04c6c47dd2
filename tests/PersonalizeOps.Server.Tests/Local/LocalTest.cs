using System.Text;
using System.Text.Json;
using PersonalizeOps.Server.Tests.Personalize;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.Local;

/// <summary>Tests of what the local server tells beyond AWS.</summary>
public abstract class LocalTest : SceneTest
{
    protected async Task<JsonElement> AskAsync(string path, object request)
    {
        var answer = await SendAsync(path, JsonSerializer.Serialize(request));
        Assert.True(answer.Status == 200, answer.Body);
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    private protected async Task<RawResponse> SendAsync(string path, string body)
    {
        var key = await Scene.Credentials.GetCredentialsAsync();
        return await new SignedRequest(key.AccessKey, key.SecretKey, Scene.Endpoint)
        {
            Method = "POST",
            Path = $"/local/{path}",
            Service = "personalize",
            Body = Encoding.UTF8.GetBytes(body),
        }.SendAsync();
    }
}
