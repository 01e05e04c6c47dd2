"""A script as somebody writes it for AWS, with nothing changed but the endpoint: a domain dataset group from import to live events.

Environment: CONFORMANCE_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION.
"""

import io
import json
import os
import time
import unittest

import boto3

ENDPOINT = os.environ["CONFORMANCE_ENDPOINT"]
ROLE = "arn:aws:iam::000000000000:role/Personalize"
BUCKET = "stranger-bucket"
NOW = 1_700_000_000

INTERACTIONS = {
    "type": "record",
    "name": "Interactions",
    "namespace": "com.amazonaws.personalize.schema",
    "fields": [
        {"name": "USER_ID", "type": "string"},
        {"name": "ITEM_ID", "type": "string"},
        {"name": "EVENT_TYPE", "type": "string"},
        {"name": "TIMESTAMP", "type": "long"},
    ],
    "version": "1.0",
}
ITEMS = {
    "type": "record",
    "name": "Items",
    "namespace": "com.amazonaws.personalize.schema",
    "fields": [
        {"name": "ITEM_ID", "type": "string"},
        {"name": "GENRES", "type": "string", "categorical": True},
        {"name": "CREATION_TIMESTAMP", "type": "long"},
    ],
    "version": "1.0",
}


def client(service):
    return boto3.client(service, endpoint_url=ENDPOINT, region_name="us-east-1")


def interactions():
    """Users with an even number watch films below 30, the others those from 30 on."""
    rows = ["USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP"]
    for user in range(80):
        for i in range(20):
            film = (user * 7 + i * 11) % 30 + user % 2 * 30
            rows.append(f"u{user},film{film},Watch,{NOW - 1_000_000 + user * 1000 + i}")
    return "\n".join(rows)


def items():
    rows = ["ITEM_ID,GENRES,CREATION_TIMESTAMP"]
    rows += [f"film{film},{'Comedy' if film % 2 else 'Drama|Crime'},{NOW - 50_000_000}" for film in range(60)]
    return "\n".join(rows)


class Stranger(unittest.TestCase):
    def setUp(self):
        self.personalize = client("personalize")
        self.runtime = client("personalize-runtime")
        self.events = client("personalize-events")
        self.s3 = client("s3")

    def wait(self, describe, key, **arguments):
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            resource = describe(**arguments)[key]
            if resource["status"] == "ACTIVE":
                return resource
            self.assertNotIn("FAILED", resource["status"], resource.get("failureReason"))
            time.sleep(0.1)
        self.fail(f"{arguments} is still {resource['status']}")

    def load(self, group, domain, kind, schema, rows):
        p = self.personalize
        name = f"stranger-{kind.lower()}-{'custom' if domain is None else 'domain'}"
        domains = {} if domain is None else {"domain": domain}
        schema_arn = p.create_schema(name=name, schema=json.dumps(schema), **domains)["schemaArn"]
        dataset = p.create_dataset(name=name, datasetType=kind, datasetGroupArn=group, schemaArn=schema_arn)["datasetArn"]
        self.wait(p.describe_dataset, "dataset", datasetArn=dataset)
        self.s3.upload_fileobj(io.BytesIO(rows.encode()), BUCKET, f"{name}.csv")
        job = p.create_dataset_import_job(
            jobName=name, datasetArn=dataset, dataSource={"dataLocation": f"s3://{BUCKET}/{name}.csv"}, roleArn=ROLE
        )["datasetImportJobArn"]
        self.wait(p.describe_dataset_import_job, "datasetImportJob", datasetImportJobArn=job)
        return dataset

    def group(self, name, **arguments):
        self.s3.create_bucket(Bucket=BUCKET)
        arn = self.personalize.create_dataset_group(name=name, **arguments)["datasetGroupArn"]
        self.wait(self.personalize.describe_dataset_group, "datasetGroup", datasetGroupArn=arn)
        return arn

    def track(self, group, name):
        tracker = self.personalize.create_event_tracker(name=name, datasetGroupArn=group)
        self.wait(self.personalize.describe_event_tracker, "eventTracker", eventTrackerArn=tracker["eventTrackerArn"])
        return tracker["trackingId"]

    def watch(self, tracking_id, user, films):
        self.events.put_events(
            trackingId=tracking_id,
            userId=user,
            sessionId="session-1",
            eventList=[{"eventType": "Watch", "itemId": f"film{film}", "sentAt": NOW + i} for i, film in enumerate(films)],
        )

    def films(self, **arguments):
        return [int(item["itemId"][4:]) for item in self.runtime.get_recommendations(numResults=10, **arguments)["itemList"]]

    def test_1_campaign(self):
        p = self.personalize
        group = self.group("stranger-custom")
        self.load(group, None, "Interactions", INTERACTIONS, interactions())
        dataset = self.load(group, None, "Items", ITEMS, items())
        solution = p.create_solution(
            name="stranger", datasetGroupArn=group, recipeArn="arn:aws:personalize:::recipe/aws-user-personalization", performAutoTraining=False
        )["solutionArn"]
        self.wait(p.describe_solution, "solution", solutionArn=solution)
        version = p.create_solution_version(solutionArn=solution)["solutionVersionArn"]
        self.wait(p.describe_solution_version, "solutionVersion", solutionVersionArn=version)
        campaign = p.create_campaign(
            name="stranger", solutionVersionArn=version, campaignConfig={"enableMetadataWithRecommendations": True}
        )["campaignArn"]
        self.wait(p.describe_campaign, "campaign", campaignArn=campaign)
        tracking_id = self.track(group, "stranger-custom")
        before = self.films(campaignArn=campaign, userId="newcomer")
        self.watch(tracking_id, "newcomer", range(30, 38))
        after = self.films(campaignArn=campaign, userId="newcomer")
        self.assertNotEqual(before, after)
        self.assertTrue(all(film >= 30 for film in after), after)

        properties = json.dumps({"genres": "Western", "creationTimestamp": NOW})
        self.events.put_items(datasetArn=dataset, items=[{"itemId": f"film{film}", "properties": properties} for film in after[:10]])
        answer = self.runtime.get_recommendations(
            campaignArn=campaign, userId="newcomer", numResults=10, metadataColumns={"ITEMS": ["GENRES"]}
        )
        self.assertTrue(any(item["metadata"]["genres"] == "Western" for item in answer["itemList"]), answer["itemList"])
        with self.assertRaises(self.events.exceptions.InvalidInputException):
            self.watch("00000000-0000-0000-0000-000000000000", "newcomer", [1])

    def test_2_recommender(self):
        p = self.personalize
        domain = "VIDEO_ON_DEMAND"
        group = self.group("stranger-domain", domain=domain)
        self.load(group, domain, "Interactions", INTERACTIONS, interactions())
        self.load(group, domain, "Items", ITEMS, items())
        recommender = p.create_recommender(
            name="stranger-picks", datasetGroupArn=group, recipeArn="arn:aws:personalize:::recipe/aws-vod-top-picks"
        )["recommenderArn"]
        self.wait(p.describe_recommender, "recommender", recommenderArn=recommender)
        filter_arn = p.create_filter(
            name="stranger-genre", datasetGroupArn=group, filterExpression='INCLUDE ItemID WHERE Items.GENRES IN ($GENRE)'
        )["filterArn"]
        self.wait(p.describe_filter, "filter", filterArn=filter_arn)
        comedies = self.films(
            recommenderArn=recommender, userId="newcomer", filterArn=filter_arn, filterValues={"GENRE": '"Comedy"'}
        )
        self.assertTrue(comedies and all(film % 2 == 1 for film in comedies), comedies)

        tracking_id = self.track(group, "stranger-domain")
        before = self.films(recommenderArn=recommender, userId="newcomer")
        self.watch(tracking_id, "newcomer", range(30, 38))
        after = self.films(recommenderArn=recommender, userId="newcomer")
        self.assertNotEqual(before, after)
        self.assertTrue(all(film >= 30 for film in after), after)
        self.assertFalse(set(after) & set(range(30, 38)), "top picks leave out what was watched")


if __name__ == "__main__":
    unittest.main(verbosity=2)
