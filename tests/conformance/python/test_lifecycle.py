"""The unmodified boto3 runs the life cycle against a live local server.

Environment: CONFORMANCE_ENDPOINT, CONFORMANCE_DATA (a folder with interactions.csv, users.json, schema.json), AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION.
"""

import json
import os
import pathlib
import time
import unittest

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

ENDPOINT = os.environ["CONFORMANCE_ENDPOINT"]
DATA = pathlib.Path(os.environ["CONFORMANCE_DATA"])
ROLE = "arn:aws:iam::000000000000:role/Personalize"


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1")


class Lifecycle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.s3 = client("s3")
        cls.personalize = client("personalize")
        cls.runtime = client("personalize-runtime")

    def wait(self, describe, key, **arguments):
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            resource = describe(**arguments)[key]
            if resource["status"] in ("ACTIVE", "CREATE FAILED"):
                self.assertEqual("ACTIVE", resource["status"], resource.get("failureReason"))
                return resource
        self.fail(f"{arguments} is still {resource['status']}")

    def test_1_identity(self):
        self.assertEqual("000000000000", client("sts").get_caller_identity()["Account"])

    def test_2_upload(self):
        self.s3.create_bucket(Bucket="boto-bucket")
        for name in ("interactions.csv", "users.json"):
            self.s3.upload_file(str(DATA / name), "boto-bucket", f"data/{name}")
        big = os.urandom(12 * 1024 * 1024)
        path = DATA / "big.bin"
        path.write_bytes(big)
        chunks = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
        self.s3.upload_file(str(path), "boto-bucket", "big.bin", Config=chunks)
        head = self.s3.head_object(Bucket="boto-bucket", Key="big.bin")
        self.assertEqual(len(big), head["ContentLength"])
        self.assertTrue(head["ETag"].endswith('-3"'), head["ETag"])
        part = self.s3.get_object(Bucket="boto-bucket", Key="big.bin", Range="bytes=5242870-5242889")["Body"].read()
        self.assertEqual(big[5242870:5242890], part)
        path.unlink()

    def test_3_lifecycle(self):
        p = self.personalize
        schema = p.create_schema(name="boto-schema", schema=(DATA / "schema.json").read_text())["schemaArn"]
        group = p.create_dataset_group(name="boto-group")["datasetGroupArn"]
        self.wait(p.describe_dataset_group, "datasetGroup", datasetGroupArn=group)
        dataset = p.create_dataset(name="boto-interactions", schemaArn=schema, datasetGroupArn=group, datasetType="Interactions")["datasetArn"]
        self.wait(p.describe_dataset, "dataset", datasetArn=dataset)
        job = p.create_dataset_import_job(
            jobName="boto-import", datasetArn=dataset, dataSource={"dataLocation": "s3://boto-bucket/data/interactions.csv"}, roleArn=ROLE
        )["datasetImportJobArn"]
        self.wait(p.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=job)
        solution = p.create_solution(
            name="boto-solution", datasetGroupArn=group, recipeArn="arn:aws:personalize:::recipe/aws-user-personalization", performAutoTraining=False
        )["solutionArn"]
        self.wait(p.describe_solution, "solution", solutionArn=solution)
        version = p.create_solution_version(solutionArn=solution)["solutionVersionArn"]
        self.wait(p.describe_solution_version, "solutionVersion", solutionVersionArn=version)
        metrics = p.get_solution_metrics(solutionVersionArn=version)["metrics"]
        self.assertEqual(sorted(metrics), list(metrics))
        self.assertGreater(metrics["mean_reciprocal_rank_at_25"], 0)
        campaign = p.create_campaign(
            name="boto-campaign", solutionVersionArn=version, campaignConfig={"itemExplorationConfig": {"explorationWeight": "0"}}
        )["campaignArn"]
        described = self.wait(p.describe_campaign, "campaign", campaignArn=campaign)
        self.assertEqual(1, described["minProvisionedTPS"])

        items = self.runtime.get_recommendations(campaignArn=campaign, userId="u3", numResults=5)["itemList"]
        self.assertEqual(5, len(items))
        self.assertTrue(all(int(item["itemId"][1:]) >= 30 for item in items), items)
        self.assertTrue(all(0 < item["score"] <= 1 for item in items), items)

        batch = p.create_batch_inference_job(
            jobName="boto-batch",
            solutionVersionArn=version,
            numResults=7,
            jobInput={"s3DataSource": {"path": "s3://boto-bucket/data/users.json"}},
            jobOutput={"s3DataDestination": {"path": "s3://boto-bucket/batch/"}},
            roleArn=ROLE,
        )["batchInferenceJobArn"]
        self.wait(p.describe_batch_inference_job, "batchInferenceJob", batchInferenceJobArn=batch)
        body = self.s3.get_object(Bucket="boto-bucket", Key="batch/users.json.out")["Body"].read().decode()
        lines = [json.loads(line) for line in body.splitlines()]
        self.assertEqual({"u1", "u2", "u3", "u4", "u5"}, {line["input"]["userId"] for line in lines})
        self.assertTrue(all(len(line["output"]["recommendedItems"]) == 7 and line["error"] is None for line in lines))

    def test_4_lists_page(self):
        for i in range(3):
            schema = (DATA / "schema.json").read_text()
            self.personalize.create_schema(name=f"boto-page-{i}", schema=schema)
        pages = list(self.personalize.get_paginator("list_schemas").paginate(PaginationConfig={"PageSize": 2}))
        names = [s["name"] for page in pages for s in page["schemas"]]
        self.assertGreater(len(pages), 1)
        self.assertTrue({"boto-page-0", "boto-page-1", "boto-page-2"} <= set(names), names)

    def test_5_errors(self):
        with self.assertRaises(self.personalize.exceptions.ResourceNotFoundException):
            self.personalize.describe_campaign(campaignArn="arn:aws:personalize:us-east-1:000000000000:campaign/none")
        with self.assertRaises(self.personalize.exceptions.InvalidInputException):
            self.personalize.create_schema(name="not a name", schema="{}")
        stranger = boto3.client(
            "personalize", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="STRANGER00000000", aws_secret_access_key="x"
        )
        with self.assertRaises(ClientError) as caught:
            stranger.list_schemas()
        self.assertEqual("UnrecognizedClientException", caught.exception.response["Error"]["Code"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
