// The unmodified JavaScript SDK runs the life cycle against a live local server.
// Environment: CONFORMANCE_ENDPOINT, CONFORMANCE_DATA (interactions.csv, users.json, schema.json) and the usual AWS_* keys.
import assert from "node:assert/strict";
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import * as personalize from "@aws-sdk/client-personalize";
import { GetRecommendationsCommand, PersonalizeRuntimeClient } from "@aws-sdk/client-personalize-runtime";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { Upload } from "@aws-sdk/lib-storage";

const config = { endpoint: process.env.CONFORMANCE_ENDPOINT, region: "us-east-1" };
const data = process.env.CONFORMANCE_DATA;
const role = "arn:aws:iam::000000000000:role/Personalize";
const client = new personalize.PersonalizeClient(config);
const s3 = new S3Client({ ...config, forcePathStyle: true });

async function active(command, key) {
  const deadline = Date.now() + 180_000;
  let resource;
  do {
    resource = (await client.send(command))[key];
    if (resource.status === "CREATE FAILED") assert.fail(resource.failureReason);
    if (resource.status === "ACTIVE") return resource;
  } while (Date.now() < deadline);
  assert.fail(`still ${resource.status}`);
}

test("tells who is calling", async () => {
  const identity = await new STSClient(config).send(new GetCallerIdentityCommand({}));
  assert.equal(identity.Account, "000000000000");
});

test("uploads in parts with lib-storage", async () => {
  await s3.send(new CreateBucketCommand({ Bucket: "node-bucket" }));
  for (const name of ["interactions.csv", "users.json"]) {
    const Body = createReadStream(join(data, name));
    await new Upload({ client: s3, params: { Bucket: "node-bucket", Key: `data/${name}`, Body } }).done();
  }
  const Body = Buffer.alloc(11 * 1024 * 1024, "personalize");
  const upload = new Upload({ client: s3, params: { Bucket: "node-bucket", Key: "big.bin", Body }, partSize: 5 * 1024 * 1024 });
  await upload.done();
  const head = await s3.send(new HeadObjectCommand({ Bucket: "node-bucket", Key: "big.bin" }));
  assert.equal(head.ContentLength, Body.length);
  assert.match(head.ETag, /-3"$/);
});

test("keeps versions and tags", async () => {
  const Bucket = "node-versions";
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  const first = await s3.send(new PutObjectCommand({ Bucket, Key: "key", Body: "one", Tagging: "n=1" }));
  const Body = Buffer.alloc(6 * 1024 * 1024, "two");
  await new Upload({ client: s3, params: { Bucket, Key: "key", Body, Tagging: "n=2" }, partSize: 5 * 1024 * 1024 }).done();
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "key" }));
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  assert.equal(listed.Versions.length, 2);
  assert.equal(listed.DeleteMarkers.length, 1);
  const read = await s3.send(new GetObjectCommand({ Bucket, Key: "key", VersionId: first.VersionId }));
  assert.equal(await read.Body.transformToString(), "one");
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: "key", VersionId: listed.Versions[0].VersionId }));
  assert.deepEqual(TagSet, [{ Key: "n", Value: "2" }]);
  const again = new PutObjectCommand({ Bucket, Key: "once", Body: "x", IfNoneMatch: "*" });
  await s3.send(again);
  await assert.rejects(s3.send(again), { name: "PreconditionFailed" });
});

test("runs from schema to recommendations and a batch job", async () => {
  const { schemaArn } = await client.send(
    new personalize.CreateSchemaCommand({ name: "node-schema", schema: readFileSync(join(data, "schema.json"), "utf8") }),
  );
  const { datasetGroupArn } = await client.send(new personalize.CreateDatasetGroupCommand({ name: "node-group" }));
  await active(new personalize.DescribeDatasetGroupCommand({ datasetGroupArn }), "datasetGroup");
  const { datasetArn } = await client.send(
    new personalize.CreateDatasetCommand({ name: "node-interactions", schemaArn, datasetGroupArn, datasetType: "Interactions" }),
  );
  await active(new personalize.DescribeDatasetCommand({ datasetArn }), "dataset");
  const { datasetImportJobArn } = await client.send(
    new personalize.CreateDatasetImportJobCommand({
      jobName: "node-import",
      datasetArn,
      dataSource: { dataLocation: "s3://node-bucket/data/interactions.csv" },
      roleArn: role,
    }),
  );
  const job = await active(new personalize.DescribeDatasetImportJobCommand({ datasetImportJobArn }), "datasetImportJob");
  assert.ok(job.creationDateTime instanceof Date);
  const { solutionArn } = await client.send(
    new personalize.CreateSolutionCommand({
      name: "node-solution",
      datasetGroupArn,
      recipeArn: "arn:aws:personalize:::recipe/aws-user-personalization",
      performAutoTraining: false,
    }),
  );
  await active(new personalize.DescribeSolutionCommand({ solutionArn }), "solution");
  const { solutionVersionArn } = await client.send(new personalize.CreateSolutionVersionCommand({ solutionArn }));
  await active(new personalize.DescribeSolutionVersionCommand({ solutionVersionArn }), "solutionVersion");
  const { metrics } = await client.send(new personalize.GetSolutionMetricsCommand({ solutionVersionArn }));
  assert.ok(metrics.precision_at_5 > 0);
  const { campaignArn } = await client.send(new personalize.CreateCampaignCommand({
    name: "node-campaign", solutionVersionArn, campaignConfig: { itemExplorationConfig: { explorationWeight: "0" } },
  }));
  await active(new personalize.DescribeCampaignCommand({ campaignArn }), "campaign");

  const runtime = new PersonalizeRuntimeClient(config);
  const { itemList, recommendationId } = await runtime.send(
    new GetRecommendationsCommand({ campaignArn, userId: "u2", numResults: 5 }),
  );
  assert.equal(itemList.length, 5);
  assert.match(recommendationId, /^RID-/);
  assert.ok(itemList.every((item) => Number(item.itemId.slice(1)) < 30), JSON.stringify(itemList));

  const { batchInferenceJobArn } = await client.send(
    new personalize.CreateBatchInferenceJobCommand({
      jobName: "node-batch",
      solutionVersionArn,
      numResults: 6,
      jobInput: { s3DataSource: { path: "s3://node-bucket/data/users.json" } },
      jobOutput: { s3DataDestination: { path: "s3://node-bucket/batch/" } },
      roleArn: role,
    }),
  );
  await active(new personalize.DescribeBatchInferenceJobCommand({ batchInferenceJobArn }), "batchInferenceJob");
  const object = await s3.send(new GetObjectCommand({ Bucket: "node-bucket", Key: "batch/users.json.out" }));
  const lines = (await object.Body.transformToString()).trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(lines.length, 5);
  assert.ok(lines.every((line) => line.output.recommendedItems.length === 6));
});

test("throws the typed exception", async () => {
  const campaignArn = "arn:aws:personalize:us-east-1:000000000000:campaign/none";
  await assert.rejects(client.send(new personalize.DescribeCampaignCommand({ campaignArn })), personalize.ResourceNotFoundException);
});
