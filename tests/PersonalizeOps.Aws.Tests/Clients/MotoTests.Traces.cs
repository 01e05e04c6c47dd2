using System.Text.Json;
using Amazon.XRay;
using Amazon.XRay.Model;

namespace PersonalizeOps.Aws.Tests.Clients;

/// <content>Traces.</content>
public sealed partial class MotoTests
{
    private static void AddTraces()
    {
        // moto's summaries have an object where the API has a list of users.
        Recorded.Add("xray.GetTraceSummaries", async () =>
        {
            GetTraceSummariesResponse? response = null;
            var start = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
            var sent = await AnswerAsync<AmazonXRayClient>(
                "xray",
                """
                {"ApproximateTime":1767323045.5,"NextToken":"more","TracesProcessedCount":1,"TraceSummaries":[{"Id":"1-5759e988-bd862e3fe1be46a994272793","Duration":3.5,
                 "ResponseTime":3.25,"HasError":false,"HasFault":true,"HasThrottle":false,"IsPartial":false,"Http":{"HttpURL":"https://x/v1","HttpStatus":500},
                 "Annotations":{"film":[{"AnnotationValue":{"StringValue":"42"}}]},"Users":[],"ServiceIds":[{"Name":"machine","Names":["machine"],"Type":"AWS::StepFunctions::StateMachine"}]}]}
                """,
                async client => response = await client.GetTraceSummariesAsync(
                    new GetTraceSummariesRequest { StartTime = start, EndTime = start.AddHours(6), FilterExpression = "fault = true" }, Cancel));
            Assert.Equal(("POST", "/TraceSummaries"), (sent.Method, sent.Target));
            Assert.Equal((1767323045, "fault = true"), (sent.Json.GetProperty("StartTime").GetDouble(), sent.Json.GetProperty("FilterExpression").GetString()));
            var summary = Assert.Single(response!.TraceSummaries);
            Assert.Equal(("more", 3.5, true, "machine", 500), (response.NextToken, summary.Duration, summary.HasFault, summary.ServiceIds[0].Name, summary.Http.HttpStatus));
        });
        Add("BatchGetTraces", async (client, id) =>
        {
            var response = await client.BatchGetTracesAsync(new BatchGetTracesRequest { TraceIds = [id, "1-00000000-000000000000000000000000"] }, Cancel);
            var segment = Assert.Single(Assert.Single(response.Traces).Segments);
            Assert.Equal("workflow", JsonDocument.Parse(segment.Document).RootElement.GetProperty("name").GetString());
            Assert.Equal(["1-00000000-000000000000000000000000"], response.UnprocessedTraceIds);
        });
        Add("GetServiceGraph", async (client, _) => Assert.Empty((await client.GetServiceGraphAsync(
            new GetServiceGraphRequest { StartTime = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5), EndTime = TimeProvider.System.GetUtcNow().UtcDateTime }, Cancel)).Services ?? []));

        static void Add(string operation, Func<AmazonXRayClient, string, Task> call) => Calls.Add($"xray.{operation}", async test =>
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            var id = $"1-{now:x8}-{Guid.NewGuid():n}"[..35];
            var document = JsonSerializer.Serialize(new { name = "workflow", id = "53995c3f42cd8ad8", trace_id = id, start_time = now, end_time = now + 1, error = true });
            await test._moto.PostAsync("TraceSegments", JsonSerializer.Serialize(new { TraceSegmentDocuments = new[] { document } }), "xray");
            using var client = test.Client<AmazonXRayClient>("xray");
            await call(client, id);
        });
    }
}
