using System.Text;

namespace PersonalizeOps.Aws.Tests.Support;

/// <summary>An HTTP response to send.</summary>
internal sealed record WireResponse(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    public const string RequestId = "5f1c0a4e-1111-2222-3333-444455556666";

    public static WireResponse Json(string body, int status = 200, params (string Name, string Value)[] headers) =>
        new(status, Encoding.UTF8.GetBytes(body), [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", RequestId), .. headers]);

    public static WireResponse Html(string body, int status) =>
        new(status, Encoding.UTF8.GetBytes(body), ("Content-Type", "text/html"));
}
