"""moto with a scene for the workflow cmdlets: stacks, state machines that run, a trigger, traces. Prints its facts as a line of JSON and serves until its
input ends.

The machine of the stack `broken` is the training workflow of the bundle; its Glue job is missing. That of the stack `films` is short. The trigger does
what the bundle's function does (which has tests of its own): a folder with both files starts one run.
"""

import json
import os
import pathlib
import re
import socket
import sys
import threading
import time

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    PORT = probe.getsockname()[1]
os.environ["MOTO_PORT"] = str(PORT)

import boto3
from moto.core.config import default_user_config
from moto.server import DomainDispatcherApplication, create_backend_app
from moto.stepfunctions.parser import models
from moto.xray.models import SegmentCollection
from werkzeug.serving import WSGIRequestHandler, make_server
import copy
import types

REGION = "us-east-1"
ROLE = "arn:aws:iam::123456789012:role/States"
BUCKET = "films-data"
PREFIX = "movie-lens/raw_data/input/"
BATCH = "movie-lens/batch/input/"
DEFINITIONS = pathlib.Path(__file__).parents[3] / "cloudformation" / "statemachines"

default_user_config["stepfunctions"] = {"execute_state_machine": True}
# The interpreter copies a machine with all that refers to it, which fails once a run has been.
models.copy = types.SimpleNamespace(deepcopy=copy.copy)

moto_summary = SegmentCollection.summary


def summary(self, start_time, end_time, filter_expression=None):
    """moto has an object where X-Ray has a list of users, and no filters: one for faults is enough here."""
    found = moto_summary(self, start_time, end_time)
    for each in found["TraceSummaries"]:
        each["Users"] = []
    if filter_expression == "fault = true":
        found["TraceSummaries"] = [each for each in found["TraceSummaries"] if each["HasFault"]]
    return found


SegmentCollection.summary = summary


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


def client(service):
    return boto3.client(service, endpoint_url=f"http://127.0.0.1:{PORT}", region_name=REGION, aws_access_key_id="ak", aws_secret_access_key="sk")


def machine(name, states, start):
    return client("stepfunctions").create_state_machine(name=name, roleArn=ROLE, definition=json.dumps({"StartAt": start, "States": states}))["stateMachineArn"]


def training_machine(topic):
    """The bundle's definition with its substitutions made and its waits shortened."""
    values = {"Partition": "aws", "Region": REGION, "AccountId": "123456789012", "TopicArn": topic, "Bucket": BUCKET, "GlueJobName": "absent"}
    text = re.sub(r"\$\{(\w+)\}", lambda match: values.get(match[1], "1"), (DEFINITIONS / "training.asl.json").read_text())
    # The interpreter cannot wait for a Glue job (.sync), so the job is only started.
    text = text.replace("states:::glue:startJobRun.sync", "states:::aws-sdk:glue:startJobRun").replace('"JobRunId.$": "$.Id"', '"JobRunId.$": "$.JobRunId"')
    return client("stepfunctions").create_state_machine(name="broken-machine", roleArn=ROLE, definition=text)["stateMachineArn"]


def stack(name, outputs):
    template = {
        "Parameters": {"RequiredFiles": {"Type": "String", "Default": "ratings.csv,movies.csv"}},
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {key: {"Value": value} for key, value in outputs.items()},
    }
    client("cloudformation").create_stack(StackName=name, TemplateBody=json.dumps(template))


def trigger(arn):
    """Starts one run for each folder in which both files lie."""
    s3, states, started = client("s3"), client("stepfunctions"), set()
    while True:
        folders = {}
        for entry in s3.list_objects_v2(Bucket=BUCKET, Prefix=PREFIX).get("Contents", []):
            folder, _, name = entry["Key"].rpartition("/")
            folders.setdefault(folder + "/", set()).add(name)
        for folder, names in folders.items():
            if {"ratings.csv", "movies.csv"} <= names and folder not in started:
                started.add(folder)
                states.start_execution(stateMachineArn=arn, name=f"upload-{len(started)}", input=json.dumps({"bucket": BUCKET, "prefix": folder}))
        time.sleep(0.1)


def batch_trigger(arn):
    """Starts one run for each users.json or items.json, with the input that the bundle's function gives."""
    s3, states, started = client("s3"), client("stepfunctions"), set()
    kinds = {"users.json": "inference", "items.json": "segment"}
    while True:
        for entry in s3.list_objects_v2(Bucket=BUCKET, Prefix=BATCH).get("Contents", []):
            kind = kinds.get(entry["Key"].rpartition("/")[2])
            if kind and entry["Key"] not in started:
                started.add(entry["Key"])
                states.start_execution(stateMachineArn=arn, name=f"{kind}-{len(started)}", input=json.dumps(
                    {"kind": kind, "input": f"s3://{BUCKET}/{entry['Key']}", "output": f"s3://{BUCKET}/out/{len(started)}/"}))
        time.sleep(0.1)


def segment(trace, identifier, name, start, end, parent=None, **more):
    document = {"trace_id": trace, "id": identifier, "name": name, "start_time": start, "end_time": end, **more}
    if parent:
        document["parent_id"] = parent
    return json.dumps(document)


def traces(execution, now):
    good, bad = f"1-{now:08x}-{'a' * 24}", f"1-{now:08x}-{'b' * 24}"
    documents = [
        segment(good, "1" * 16, "films-machine", now, now + 10, aws={"execution_arn": execution}, subsegments=[
            {"id": "2" * 16, "name": "First", "start_time": now, "end_time": now + 2},
            {"id": "3" * 16, "name": "Pause", "start_time": now + 2, "end_time": now + 9, "namespace": "aws"},
        ]),
        segment(good, "4" * 16, "films-transform", now + 3, now + 6, parent="3" * 16, origin="AWS::Lambda::Function"),
        segment(bad, "5" * 16, "films/v1", now, now + 2, fault=True, http={"response": {"status": 500}}, subsegments=[
            {"id": "6" * 16, "name": "Lambda", "start_time": now + 1, "end_time": now + 2, "fault": True},
        ]),
        segment(bad, "7" * 16, "films-RealTimeFunction-1", now + 1, now + 2, parent="6" * 16, fault=True, origin="AWS::Lambda::Function",
                cause={"exceptions": [{"id": "8" * 16, "type": "ResourceNotFoundException", "message": "No campaign."}]}),
    ]
    for number in range(7):
        documents.append(segment(f"1-{now:08x}-{number:024x}", f"{number + 100:016x}", "stranger", now, now + 1))
    client("xray").put_trace_segments(TraceSegmentDocuments=documents)
    return good, bad


def main():
    server = make_server("127.0.0.1", PORT, DomainDispatcherApplication(create_backend_app), threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client("s3").create_bucket(Bucket=BUCKET)
    topic = client("sns").create_topic(Name="films")["TopicArn"]
    films = machine("films-machine", {
        "First": {"Type": "Pass", "Next": "Pause"},
        "Pause": {"Type": "Wait", "Seconds": 1, "Next": "Again"},
        "Again": {"Type": "Choice", "Choices": [{"Variable": "$.again", "IsPresent": True, "Next": "Last"}], "Default": "Mark"},
        "Mark": {"Type": "Pass", "Result": True, "ResultPath": "$.again", "Next": "Pause"},
        "Last": {"Type": "Succeed"},
    }, "First")
    slow = machine("slow-machine", {"Sleep": {"Type": "Wait", "Seconds": 600, "End": True}}, "Sleep")
    broken = training_machine(topic)
    common = {"DataBucket": BUCKET, "InputPrefix": PREFIX, "TopicArn": topic}
    stack("films", {**common, "StateMachineArn": films})
    stack("broken", {**common, "StateMachineArn": broken})
    stack("other", {"TopicArn": topic})
    predict = machine("predict-machine", {
        "IsBad": {"Type": "Choice", "Choices": [{"Variable": "$.kind", "StringEquals": "segment", "Next": "Bad"}], "Default": "Result"},
        "Bad": {"Type": "Pass", "Result": {"Payload": {"tables": [{"uri": "s3://films-data/items.parquet", "lines": 2, "rows": 1, "errors": 1}]}},
                "ResultPath": "$.result", "Next": "Done"},
        "Result": {"Type": "Pass", "Result": {"Payload": {"tables": [{"uri": "s3://films-data/users.parquet", "lines": 3, "rows": 75, "errors": 0}]}},
                   "ResultPath": "$.result", "Next": "Done"},
        "Done": {"Type": "Succeed"},
    }, "IsBad")
    stack("films-predict", {"DataBucket": BUCKET, "BatchInputPrefix": BATCH, "BatchOutputPrefix": "out/", "StateMachineArn": predict, "TopicArn": topic})
    stack("broken-predict", {"DataBucket": BUCKET, "BatchInputPrefix": "nobody/listens/", "StateMachineArn": predict, "TopicArn": topic})
    threading.Thread(target=batch_trigger, args=(predict,), daemon=True).start()
    stack("served", {"ApiUrl": "http://127.0.0.1:1/v1/recommendations"})
    threading.Thread(target=trigger, args=(films,), daemon=True).start()
    now = int(time.time())
    traced = client("stepfunctions").start_execution(stateMachineArn=films, name="traced", input="{}")["executionArn"]
    good, bad = traces(traced, now)
    print(json.dumps({
        "Endpoint": f"http://127.0.0.1:{PORT}", "Films": films, "Slow": slow, "Broken": broken, "Traced": traced, "GoodTrace": good, "BadTrace": bad}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
