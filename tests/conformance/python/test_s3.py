"""The unmodified boto3 and S3 against a live local server: versions, tags, conditions, presigned addresses, transfers.

Environment: CONFORMANCE_ENDPOINT and the usual AWS_* keys.
"""

import io
import os
import unittest
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

BUCKET = "boto-s3"


class S3(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.s3 = boto3.client("s3", endpoint_url=os.environ["CONFORMANCE_ENDPOINT"], region_name="us-east-1")
        cls.s3.create_bucket(Bucket=BUCKET)

    def code(self, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        return caught.exception.response["Error"]["Code"]

    def test_1_versions(self):
        self.s3.create_bucket(Bucket="boto-versions")
        self.s3.put_bucket_versioning(Bucket="boto-versions", VersioningConfiguration={"Status": "Enabled"})
        first = self.s3.put_object(Bucket="boto-versions", Key="k", Body=b"one")["VersionId"]
        self.s3.put_object(Bucket="boto-versions", Key="k", Body=b"two")
        marker = self.s3.delete_object(Bucket="boto-versions", Key="k")
        self.assertTrue(marker["DeleteMarker"])
        self.assertEqual("NoSuchKey", self.code(self.s3.get_object, Bucket="boto-versions", Key="k"))
        self.assertEqual(b"one", self.s3.get_object(Bucket="boto-versions", Key="k", VersionId=first)["Body"].read())
        pages = self.s3.get_paginator("list_object_versions").paginate(Bucket="boto-versions", PaginationConfig={"PageSize": 1})
        listed = [entry["VersionId"] for page in pages for entry in page.get("Versions", []) + page.get("DeleteMarkers", [])]
        self.assertEqual(3, len(set(listed)))
        boto3.resource("s3", endpoint_url=os.environ["CONFORMANCE_ENDPOINT"]).Bucket("boto-versions").object_versions.delete()
        self.s3.delete_bucket(Bucket="boto-versions")

    def test_2_tags_and_conditions(self):
        etag = self.s3.put_object(Bucket=BUCKET, Key="t", Body=b"x", Tagging="a=1&b=2", IfNoneMatch="*")["ETag"]
        tags = {tag["Key"]: tag["Value"] for tag in self.s3.get_object_tagging(Bucket=BUCKET, Key="t")["TagSet"]}
        self.assertEqual({"a": "1", "b": "2"}, tags)
        self.assertEqual("PreconditionFailed", self.code(self.s3.put_object, Bucket=BUCKET, Key="t", Body=b"y", IfNoneMatch="*"))
        self.assertEqual("PreconditionFailed", self.code(self.s3.put_object, Bucket=BUCKET, Key="t", Body=b"y", IfMatch='"other"'))
        self.s3.put_object(Bucket=BUCKET, Key="t", Body=b"y", IfMatch=etag)
        self.s3.delete_object_tagging(Bucket=BUCKET, Key="t")
        self.s3.put_bucket_tagging(Bucket=BUCKET, Tagging={"TagSet": [{"Key": "team", "Value": "films"}]})
        self.assertEqual("films", self.s3.get_bucket_tagging(Bucket=BUCKET)["TagSet"][0]["Value"])
        self.s3.delete_bucket_tagging(Bucket=BUCKET)
        self.assertEqual("NoSuchTagSet", self.code(self.s3.get_bucket_tagging, Bucket=BUCKET))

    def test_3_presigned(self):
        target = self.s3.generate_presigned_url("put_object", Params={"Bucket": BUCKET, "Key": "p"}, ExpiresIn=60)
        with urllib.request.urlopen(urllib.request.Request(target, data=b"presigned", method="PUT", headers={"Content-Type": ""})) as answer:
            self.assertEqual(200, answer.status)
        source = self.s3.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "p"}, ExpiresIn=60)
        with urllib.request.urlopen(source) as answer:
            self.assertEqual(b"presigned", answer.read())
        with self.assertRaises(urllib.error.HTTPError):
            urllib.request.urlopen(source.replace("/p?", "/other?"))

    def test_4_transfer(self):
        content = os.urandom(11 * 1024 * 1024)
        config = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
        self.s3.upload_fileobj(io.BytesIO(content), BUCKET, "big", Config=config, ExtraArgs={"ChecksumAlgorithm": "SHA256", "Tagging": "k=v"})
        back = io.BytesIO()
        self.s3.download_fileobj(BUCKET, "big", back, Config=config)
        self.assertEqual(content, back.getvalue())
        self.s3.copy({"Bucket": BUCKET, "Key": "big"}, BUCKET, "copy", Config=config)
        attributes = self.s3.get_object_attributes(Bucket=BUCKET, Key="copy", ObjectAttributes=["ObjectSize", "ObjectParts"])
        self.assertEqual(len(content), attributes["ObjectSize"])

    def test_5_configurations(self):
        self.s3.put_bucket_accelerate_configuration(Bucket=BUCKET, AccelerateConfiguration={"Status": "Suspended"})
        self.assertEqual("Suspended", self.s3.get_bucket_accelerate_configuration(Bucket=BUCKET)["Status"])
        rule = {"LambdaFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:f", "Events": ["s3:ObjectCreated:*"]}
        self.s3.put_bucket_notification_configuration(
            Bucket=BUCKET, NotificationConfiguration={"LambdaFunctionConfigurations": [rule]}, SkipDestinationValidation=True
        )
        kept = self.s3.get_bucket_notification_configuration(Bucket=BUCKET)["LambdaFunctionConfigurations"][0]
        self.assertEqual(rule["LambdaFunctionArn"], kept["LambdaFunctionArn"])
        twice = {"LambdaFunctionConfigurations": [rule, rule]}
        self.assertEqual("InvalidArgument", self.code(self.s3.put_bucket_notification_configuration, Bucket=BUCKET, NotificationConfiguration=twice))


if __name__ == "__main__":
    unittest.main(verbosity=2)
