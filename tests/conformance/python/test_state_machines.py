"""The state machines, run by moto's interpreter: their Personalize tasks call a live local server, Glue and SNS are moto's.

Environment: CONFORMANCE_ENDPOINT, CONFORMANCE_DATA (a folder with interactions.csv, users.json, schema.json), AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION.
"""

import copy
import json
import os
import pathlib
import re
import time
import types
import unittest
import uuid

import boto3
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns import sns_backends
from moto.stepfunctions.parser import models
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service import state_task_service_aws_sdk as aws_sdk

ENDPOINT = os.environ["CONFORMANCE_ENDPOINT"]
DATA = pathlib.Path(os.environ["CONFORMANCE_DATA"])
DEFINITIONS = pathlib.Path(__file__).parents[3] / "cloudformation" / "statemachines"
REGION = "us-east-1"
LOCAL_ACCOUNT = "000000000000"
ROLE = f"arn:aws:iam::{LOCAL_ACCOUNT}:role/Personalize"
BUCKET = "workflow-bucket"
KEYS = {"aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": os.environ["AWS_SECRET_ACCESS_KEY"]}


def local(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name=REGION, **KEYS)


# AWS names errors Personalize.ResourceNotFoundException; the interpreter knows only some services' spelling.
aws_sdk._SERVICE_ERROR_NAMES["personalize"] = "Personalize"
moto_client_for = aws_sdk.boto_client_for


class PascalCase:
    """Step Functions speaks every API in PascalCase; members of maps keep their names."""

    def __init__(self, client):
        self.client = client

    def __getattr__(self, name):
        operation = self.client.meta.service_model.operation_model(self.client.meta.method_to_api_mapping[name])

        def call(**parameters):
            request = self.rename(parameters, operation.input_shape, lambda member: member[0].upper() + member[1:], inward=True)
            response = getattr(self.client, name)(**request)
            response.pop("ResponseMetadata")
            return json.loads(json.dumps(self.rename(response, operation.output_shape, lambda member: member[0].upper() + member[1:]), default=str))
        return call

    def rename(self, value, shape, pascal, inward=False):
        if shape is None or shape.type_name not in ("structure", "list"):
            return value
        if shape.type_name == "list":
            return [self.rename(element, shape.member, pascal, inward) for element in value]
        renamed = {}
        for member, member_shape in shape.members.items():
            old, new = (pascal(member), member) if inward else (member, pascal(member))
            if old in value:
                renamed[new] = self.rename(value.pop(old), member_shape, pascal, inward)
        if inward and value:
            raise AssertionError(f"{shape.name} has no {', '.join(value)}")
        return renamed


def client_for(region, service, state_credentials=None):
    return PascalCase(local("personalize")) if service == "personalize" else moto_client_for(region=region, service=service, state_credentials=state_credentials)


aws_sdk.boto_client_for = client_for

# The interpreter copies a machine with all that refers to it, which fails once a run has been.
models.copy = types.SimpleNamespace(deepcopy=copy.copy)


class StateMachines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mock = mock_aws(config={
            "core": {"passthrough": {"urls": [re.escape(ENDPOINT) + ".*"]}},
            "stepfunctions": {"execute_state_machine": True},
            "lambda": {"use_docker": False},
        })
        cls.mock.start()
        cls.personalize, cls.s3 = local("personalize"), local("s3")
        cls.states, cls.glue = boto3.client("stepfunctions", region_name=REGION), boto3.client("glue", region_name=REGION)
        cls.topic = boto3.client("sns", region_name=REGION).create_topic(Name="workflow")["TopicArn"]
        cls.glue.create_job(Name="transform", Role="arn:aws:iam::123456789012:role/Glue", Command={"Name": "glueetl"})
        cls.s3.create_bucket(Bucket=BUCKET)
        cls.make_datasets()

    @classmethod
    def tearDownClass(cls):
        cls.mock.stop()

    @classmethod
    def make_datasets(cls):
        p = cls.personalize
        schema = p.create_schema(name="workflow", schema=(DATA / "schema.json").read_text())["schemaArn"]
        cls.group = p.create_dataset_group(name="workflow")["datasetGroupArn"]
        cls.until_active(p.describe_dataset_group, "datasetGroup", datasetGroupArn=cls.group)
        cls.dataset = p.create_dataset(name="workflow", schemaArn=schema, datasetGroupArn=cls.group, datasetType="Interactions")["datasetArn"]
        cls.until_active(p.describe_dataset, "dataset", datasetArn=cls.dataset)

    @staticmethod
    def until_active(describe, key, **arguments):
        while (resource := describe(**arguments)[key])["status"] != "ACTIVE":
            if "FAILED" in resource["status"]:
                raise AssertionError(resource)
            time.sleep(0.05)

    def machine(self, name, substitutions):
        """Reads a definition, substitutes as CloudFormation does, and shortens what is waited for."""
        text = (DEFINITIONS / f"{name}.asl.json").read_text()
        text = re.sub(r"\$\{(\w+)\}", lambda match: substitutions[match[1]], text)
        # The interpreter cannot wait for a Glue job (.sync), so the job is only started.
        text = text.replace("states:::glue:startJobRun.sync", "states:::aws-sdk:glue:startJobRun").replace('"JobRunId.$": "$.Id"', '"JobRunId.$": "$.JobRunId"')
        definition = json.loads(text, object_hook=lambda node: {
            **node, **{key: 1 for key in ("Seconds", "IntervalSeconds", "MaxDelaySeconds") if key in node}, **({"MaxAttempts": 1} if "MaxAttempts" in node else {})})
        return self.states.create_state_machine(
            name=f"{name}-{uuid.uuid4().hex[:8]}", definition=json.dumps(definition), roleArn="arn:aws:iam::123456789012:role/States")["stateMachineArn"]

    def run_machine(self, arn, input, name=None):
        execution = self.states.start_execution(stateMachineArn=arn, input=json.dumps(input), name=name or f"run-{uuid.uuid4().hex[:12]}")["executionArn"]
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            state = self.states.describe_execution(executionArn=execution)
            if state["status"] != "RUNNING":
                return state
            time.sleep(0.2)
        self.fail(f"{execution} is still RUNNING")

    def messages(self):
        topic = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[self.topic]
        return [json.loads(message) if isinstance(message, str) and message.startswith("{") else message for _, message, *_ in topic.sent_notifications]

    def training(self, **changes):
        return self.machine("training", {
            "Partition": "aws", "Region": REGION, "AccountId": LOCAL_ACCOUNT, "Bucket": BUCKET, "OutputPrefix": "model_input/", "GlueJobName": "transform",
            "PersonalizeRoleArn": ROLE, "DatasetGroupArn": self.group, "InteractionsDatasetArn": self.dataset, "ItemsDatasetArn": "none",
            "RecipeArn": "arn:aws:personalize:::recipe/aws-popularity-count", "SolutionName": "workflow", "CampaignName": "workflow", "MinProvisionedTPS": "1",
            "MetricName": "normalized_discounted_cumulative_gain_at_10", "PerformHPO": "false", "PerformAutoTraining": "false",
            "ExplorationWeight": "0.3", "ExplorationItemAgeCutOff": "30", "TopicArn": self.topic, **changes})

    def upload(self, run):
        """What the Glue job, which moto does not run, would have written."""
        self.s3.upload_file(str(DATA / "interactions.csv"), BUCKET, f"model_input/{run}/interactions/interactions.csv")

    def test_1_training_creates_what_is_missing_and_keeps_the_better_version(self):
        machine = self.training()
        self.upload("first")
        first = self.run_machine(machine, {"bucket": BUCKET, "prefix": "raw/"}, "first")
        self.assertEqual("SUCCEEDED", first["status"], first.get("cause"))
        output = json.loads(first["output"])
        self.assertEqual("The campaign was created.", output["outcome"]["Outcome"])
        solution = self.personalize.describe_solution(solutionArn=f"arn:aws:personalize:{REGION}:{LOCAL_ACCOUNT}:solution/workflow")["solution"]
        self.assertFalse(solution["performAutoTraining"])

        self.upload("second")
        second = self.run_machine(machine, {"bucket": BUCKET, "prefix": "raw/"}, "second")
        self.assertEqual("SUCCEEDED", second["status"], second.get("cause"))
        self.assertEqual("The campaign keeps its version: the new one is not better.", json.loads(second["output"])["outcome"]["Outcome"])
        campaign = self.personalize.describe_campaign(campaignArn=f"arn:aws:personalize:{REGION}:{LOCAL_ACCOUNT}:campaign/workflow")["campaign"]
        self.assertEqual(output["version"]["SolutionVersionArn"], campaign["solutionVersionArn"])

    def test_2_a_better_version_is_put_into_service(self):
        # The second solution's recipe is worse, so the campaign that begins with it is taken over by the first one's.
        p = self.personalize
        solution = p.create_solution(name="plain", datasetGroupArn=self.group, recipeArn="arn:aws:personalize:::recipe/aws-popularity-count", performAutoTraining=False)["solutionArn"]
        self.until_active(p.describe_solution, "solution", solutionArn=solution)
        version = p.create_solution_version(solutionArn=solution)["solutionVersionArn"]
        self.until_active(p.describe_solution_version, "solutionVersion", solutionVersionArn=version)
        campaign = p.create_campaign(name="contested", solutionVersionArn=version, minProvisionedTPS=1)["campaignArn"]
        self.until_active(p.describe_campaign, "campaign", campaignArn=campaign)
        self.upload("third")
        machine = self.training(SolutionName="personal", CampaignName="contested", RecipeArn="arn:aws:personalize:::recipe/aws-user-personalization")
        run = self.run_machine(machine, {"bucket": BUCKET, "prefix": "raw/"}, "third")
        self.assertEqual("SUCCEEDED", run["status"], run.get("cause"))
        self.assertEqual("The campaign serves the new version.", json.loads(run["output"])["outcome"]["Outcome"])
        self.assertEqual(json.loads(run["output"])["version"]["SolutionVersionArn"], p.describe_campaign(campaignArn=campaign)["campaign"]["solutionVersionArn"])

    def test_3_a_failed_import_is_told_with_its_reason(self):
        run = self.run_machine(self.training(), {"bucket": BUCKET, "prefix": "raw/"}, "nothing-uploaded")
        self.assertEqual("FAILED", run["status"])
        told = self.messages()[-1]
        self.assertIn("nothing-uploaded", told["execution"])
        self.assertEqual("InteractionsImportFailed", told["error"])
        self.assertIn("Invalid Data location", told["cause"])
        self.assertEqual(told["error"], json.loads(run["cause"])["Error"])

    def test_4_a_missing_job_fails_the_run(self):
        run = self.run_machine(self.training(GlueJobName="absent"), {"bucket": BUCKET, "prefix": "raw/"})
        self.assertEqual("FAILED", run["status"])
        self.assertTrue(run["cause"])

    def batch(self, **changes):
        version = self.personalize.list_solution_versions()["solutionVersions"][0]["solutionVersionArn"]
        client = boto3.client("lambda", region_name=REGION)
        iam = boto3.client("iam", region_name=REGION)
        name = f"transform-{uuid.uuid4().hex[:8]}"
        role = iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        function = client.create_function(FunctionName=name, Runtime="dotnet10", Role=role, Handler="x", Code={"ZipFile": b"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="})["FunctionArn"]
        return self.machine("batch", {
            "Partition": "aws", "PersonalizeRoleArn": ROLE, "InferenceSolutionVersionArn": version, "SegmentSolutionVersionArn": version,
            "InferenceJobName": "inference", "SegmentJobName": "segment", "NumInferenceResults": "5", "NumSegmentResults": "5", "ExplorationWeight": "0.3",
            "ExplorationItemAgeCutOff": "30", "TransformFunctionArn": function, "TopicArn": self.topic, **changes})

    def test_5_a_batch_job_runs_to_its_end(self):
        self.s3.upload_file(str(DATA / "users.json"), BUCKET, "batch/users.json")
        version = [v["solutionVersionArn"] for v in self.personalize.list_solution_versions()["solutionVersions"] if "/personal/" in v["solutionVersionArn"]][0]
        run = self.run_machine(self.batch(InferenceSolutionVersionArn=version), {"kind": "inference", "input": f"s3://{BUCKET}/batch/users.json", "output": f"s3://{BUCKET}/results/a/"})
        self.assertEqual("SUCCEEDED", run["status"], run.get("cause"))
        keys = [entry["Key"] for entry in self.s3.list_objects_v2(Bucket=BUCKET, Prefix="results/a/")["Contents"]]
        self.assertIn("results/a/users.json.out", keys)

    def test_6_the_wrong_kind_or_version_fails_with_its_reason(self):
        unknown = self.run_machine(self.batch(), {"kind": "poems", "input": "s3://b/k", "output": "s3://b/o/"})
        self.assertEqual(("FAILED", "UnknownKind"), (unknown["status"], json.loads(unknown["cause"])["Error"]))
        wrong = self.run_machine(self.batch(), {"kind": "segment", "input": f"s3://{BUCKET}/batch/users.json", "output": f"s3://{BUCKET}/results/b/"})
        self.assertEqual("FAILED", wrong["status"])
        self.assertIn("Personalize.", json.loads(wrong["cause"])["Error"])


if __name__ == "__main__":
    unittest.main()
