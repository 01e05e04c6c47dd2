using System.Text;
using System.Text.Json;

namespace PersonalizeOps.Lambda.Tests;

/// <summary>Events as S3 sends them.</summary>
internal static class S3Events
{
    public const string Test = """{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-01T00:00:00.000Z","Bucket":"b","RequestId":"r","HostId":"h"}""";

    public static Stream Created(string bucket, params string[] encodedKeys) => Stream(JsonSerializer.Serialize(new
    {
        Records = encodedKeys.Select(key => new
        {
            eventVersion = "2.1",
            eventSource = "aws:s3",
            awsRegion = "us-east-1",
            eventTime = "2026-01-01T00:00:00.000Z",
            eventName = "ObjectCreated:Put",
            s3 = new
            {
                configurationId = "train",
                bucket = new { name = bucket, arn = $"arn:aws:s3:::{bucket}" },
                @object = new { key, size = 1, eTag = "d41d8cd98f00b204e9800998ecf8427e", sequencer = "0055AED6DCD90281E5" },
            },
        }),
    }));

    public static Stream Stream(string json) => new MemoryStream(Encoding.UTF8.GetBytes(json));

    public static JsonElement Read(Stream answer) => JsonDocument.Parse(answer).RootElement;
}
