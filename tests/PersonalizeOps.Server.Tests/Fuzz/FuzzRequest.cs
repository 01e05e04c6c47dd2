using System.Security.Cryptography;
using System.Text;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Aws.Protocols;
using PersonalizeOps.Server.Tests.Operations;
using PersonalizeOps.Server.Tests.Protocol;

namespace PersonalizeOps.Server.Tests.Fuzz;

/// <summary>A valid request, bent in ways that follow from its number alone.</summary>
internal static class FuzzRequest
{
    private static readonly (ServiceDescriptor Service, OperationDescriptor Operation)[] Operations =
    [
        .. new[] { PersonalizeContract.Descriptor, PersonalizeRuntimeContract.Descriptor, PersonalizeEventsContract.Descriptor }
            .SelectMany(service => service.Operations.Values.Select(operation => (service, operation))),
    ];

    private static readonly (string Method, string Path, string Query, string Body)[] S3 =
    [
        ("GET", "/", "", ""),
        ("PUT", "/fuzz/key", "", "content"),
        ("GET", "/fuzz/key", "", ""),
        ("GET", "/fuzz/key", "partNumber=1", ""),
        ("HEAD", "/fuzz/key", "", ""),
        ("DELETE", "/fuzz/none", "", ""),
        ("GET", "/fuzz", "list-type=2&max-keys=5&prefix=k", ""),
        ("GET", "/fuzz", "delimiter=%2F&marker=a", ""),
        ("GET", "/fuzz", "versions=", ""),
        ("GET", "/fuzz", "uploads=", ""),
        ("POST", "/fuzz/key", "uploads=", ""),
        ("POST", "/fuzz/key", "uploadId=0123456789abcdef0123456789abcdef", "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>\"x\"</ETag></Part></CompleteMultipartUpload>"),
        ("PUT", "/fuzz/key", "partNumber=1&uploadId=0123456789abcdef0123456789abcdef", "part"),
        ("POST", "/fuzz", "delete=", "<Delete><Object><Key>none</Key></Object><Quiet>true</Quiet></Delete>"),
        ("PUT", "/fuzz", "versioning=", "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>"),
        ("PUT", "/fuzz", "tagging=", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"),
        ("PUT", "/fuzz/key", "tagging=", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"),
        ("PUT", "/fuzz", "notification=", "<NotificationConfiguration><TopicConfiguration><Topic>arn:aws:sns:us-east-1:000000000000:t</Topic><Event>s3:ObjectCreated:*</Event></TopicConfiguration></NotificationConfiguration>"),
        ("PUT", "/fuzz", "policy=", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"),
        ("PUT", "/fuzz2", "", "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"),
    ];

    private static readonly string[] Poison =
    [
        "../../../../etc/passwd", "%2e%2e%2f", "%00", "%ff%fe", "\0", "\u202e", "\ud83d\ude00", "'\"<>&;", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", "&e;",
        "null", "-1", "1e999", "NaN", "9223372036854775808", "[[[[[[[[", "{\"a\":", "]}", "true", "aws-chunked", "bytes=0-0,5-", "bytes=-0", "x=y;DROP TABLE objects", "\r\n", "..\\..\\",
    ];

    private static readonly string[] HeaderNames =
    [
        "Range", "If-Match", "If-None-Match", "If-Modified-Since", "Content-MD5", "Content-Type", "Content-Encoding", "Expect", "x-amz-copy-source",
        "x-amz-copy-source-range", "x-amz-checksum-crc32", "x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-decoded-content-length", "x-amz-trailer",
        "x-amz-tagging", "x-amz-meta-a", "x-amz-object-attributes", "x-amz-metadata-directive", "x-amz-mp-object-size", "x-amz-sdk-checksum-algorithm",
        "x-amz-security-token", "x-amz-target", "Transfer-Encoding", "Cookie",
    ];

    /// <summary>Makes the bytes of a request.</summary>
    public static byte[] Create(LocalServer server, int number)
    {
        var random = new Random(number);
        var request = random.Next(2) == 0 ? Json(server, random) : Object(server, random);
        var head = Encoding.Latin1.GetBytes(request.Head());
        byte[] bytes = [.. head, .. request.Body];
        return random.Next(3) == 0 ? Bend(bytes, random, head.Length) : bytes;
    }

    private static SignedRequest Json(LocalServer server, Random random)
    {
        var (service, operation) = Operations[random.Next(Operations.Length)];
        var body = Encoding.UTF8.GetBytes(SampleInput.Create(operation.Input, random.Next(2) == 0).ToJsonString());
        var isJson = service.Protocol == WireProtocol.Json;
        return new SignedRequest(server)
        {
            Method = random.Next(10) == 0 ? "PUT" : operation.HttpMethod,
            Path = operation.Path,
            Service = random.Next(20) == 0 ? Pick(random, ["sts", "s3", "lambda", "personalize-runtime"]) : "personalize",
            Body = random.Next(6) == 0 ? body : Bend(body, random, body.Length),
            Headers = isJson ? new() { ["x-amz-target"] = random.Next(10) == 0 ? Clean(Pick(random, Poison)) : $"{service.TargetPrefix}.{operation.Name}" } : [],
            UnsignedHeaders = new() { ["Content-Type"] = service.ContentType },
        };
    }

    private static SignedRequest Object(LocalServer server, Random random)
    {
        var (method, path, query, body) = S3[random.Next(S3.Length)];
        var headers = new Dictionary<string, string>();
        if (random.Next(2) == 0)
        {
            headers[Pick(random, HeaderNames).ToLowerInvariant()] = Clean(random.Next(2) == 0 ? Pick(random, Poison) : new string('a', random.Next(1, 3000)));
        }

        var bytes = Encoding.UTF8.GetBytes(body);
        bytes = bytes.Length > 0 && random.Next(2) == 0 ? Bend(bytes, random, bytes.Length) : bytes;
        if (query == "delete=")
        {
            headers["x-amz-checksum-sha256"] = Convert.ToBase64String(SHA256.HashData(bytes));
        }

        return new SignedRequest(server)
        {
            Method = random.Next(10) == 0 ? Pick(random, ["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "BREW"]) : method,
            Path = random.Next(4) == 0 ? path + "/" + Uri.EscapeDataString(Pick(random, Poison)).Replace("%2F", "/", StringComparison.Ordinal) : path,
            Query = random.Next(4) == 0 ? $"{query}{(query.Length > 0 ? "&" : "")}zz={Uri.EscapeDataString(Pick(random, Poison))}" : query,
            Body = bytes,
            Headers = headers,
            Payload = random.Next(5) == 0
                ? Pick(random, ["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "UNSIGNED-PAYLOAD", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "x"])
                : null,
        };
    }

    private static byte[] Bend(byte[] bytes, Random random, int reach)
    {
        var bent = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0 && bent.Count > 0; times--)
        {
            var at = random.Next(Math.Min(bent.Count, Math.Max(reach, 1)));
            switch (random.Next(6))
            {
                case 0:
                    bent[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bent.RemoveRange(at, Math.Min(random.Next(1, 20), bent.Count - at));
                    break;
                case 2:
                    bent.InsertRange(at, Encoding.UTF8.GetBytes(Pick(random, Poison)));
                    break;
                case 3:
                    bent.InsertRange(at, bent.GetRange(at, Math.Min(random.Next(1, 40), bent.Count - at)));
                    break;
                case 4:
                    bent.InsertRange(at, Enumerable.Repeat((byte)"[{<\"a0"[random.Next(6)], random.Next(1, 5000)));
                    break;
                default:
                    bent.RemoveRange(at, bent.Count - at);
                    break;
            }
        }

        return [.. bent];
    }

    // A header's value has no line ends: those would begin another header.
    private static string Clean(string text) => new([.. text.Where(letter => letter is >= ' ' and < '\u007f')]);

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
