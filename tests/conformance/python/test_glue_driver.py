"""The Glue job's driver with a stand-in for Spark that records calls; its SQL is run on DuckDB by another test."""

import importlib.util
import pathlib
import sys
import types
import unittest

SCRIPT = pathlib.Path(__file__).parents[3] / "glue" / "personalize_etl.py"


def load():
    spec = importlib.util.spec_from_file_location("personalize_etl", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


class Recorder:
    """Answers every call with itself and remembers it."""

    def __init__(self, calls):
        self.calls = calls

    def __getattr__(self, name):
        def call(*arguments, **named):
            self.calls.append((name, *arguments))
            return self
        return call

    @property
    def write(self):
        return self


class Spark:
    def __init__(self, s3, ratings=3, films=(2, 2), parts=1, fails=False):
        self.calls, self.s3, self.ratings, self.films, self.parts, self.fails = [], s3, ratings, films, parts, fails

    @property
    def read(self):
        return Recorder(self.calls)

    def createDataFrame(self, rows, schema):
        self.calls.append(("createDataFrame", rows, schema))
        return Recorder(self.calls)

    def sql(self, statement):
        if "COUNT(*) FROM ratings" in statement:
            return types.SimpleNamespace(first=lambda: (self.ratings,))
        if "COUNT(DISTINCT" in statement:
            return types.SimpleNamespace(first=lambda: self.films)
        self.calls.append(("sql", statement))
        spark = self

        class Frame(Recorder):
            def csv(self, path):
                spark.calls.append(("csv", path))
                if spark.fails:
                    raise RuntimeError("Spark gave up")
                bucket, key = path[5:].split("/", 1)
                for part in range(spark.parts):
                    spark.s3.objects[(bucket, f"{key}part-{part}.csv")] = statement
                spark.s3.objects[(bucket, key + "_SUCCESS")] = ""
        return Frame(self.calls)


class S3:
    def __init__(self):
        self.objects, self.log = {}, []

    def get_paginator(self, _):
        return self

    def paginate(self, Bucket, Prefix):
        keys = sorted(key for bucket, key in self.objects if bucket == Bucket and key.startswith(Prefix))
        return [{"Contents": [{"Key": key} for key in keys]}] if keys else [{}]

    def copy(self, source, bucket, key):
        self.objects[(bucket, key)] = self.objects[(source["Bucket"], source["Key"])]
        self.log.append(key)

    def delete_object(self, Bucket, Key):
        del self.objects[(Bucket, Key)]


ARGUMENTS = {"bucket": "b", "s3_input_path": "/raw/input", "s3_output_prefix": "out", "ratings_resample_fraction": "1",
             "minimum_rating": "0", "seed": "0", "rating_repartition_number": "8"}


class Driver(unittest.TestCase):
    def setUp(self):
        self.job, self.s3 = load(), S3()

    def test_each_dataset_becomes_one_object_and_nothing_else_stays(self):
        spark = Spark(self.s3)
        written = self.job.run(spark, self.s3, dict(ARGUMENTS))
        self.assertEqual(["out/interactions/interactions.csv", "out/items/items.csv"], written)
        self.assertEqual({("b", key) for key in written}, set(self.s3.objects))
        self.assertIn("USER_ID", self.s3.objects[("b", written[0])])
        self.assertIn("CREATION_TIMESTAMP", self.s3.objects[("b", written[1])])
        self.assertIn(("csv", "s3://b/raw/input/ratings.csv"), spark.calls)
        self.assertIn(("repartition", 8), spark.calls)

    def test_it_can_be_run_again(self):
        for _ in range(2):
            self.job.run(Spark(self.s3), self.s3, dict(ARGUMENTS))
        self.assertEqual(2, len(self.s3.objects))

    def test_a_failure_leaves_the_old_objects_and_no_parts(self):
        self.s3.objects[("b", "out/interactions/interactions.csv")] = "old"
        with self.assertRaises(RuntimeError):
            self.job.run(Spark(self.s3, fails=True), self.s3, dict(ARGUMENTS))
        self.assertEqual({("b", "out/interactions/interactions.csv"): "old"}, self.s3.objects)

    def test_several_parts_are_refused(self):
        with self.assertRaisesRegex(RuntimeError, "2 files"):
            self.job.run(Spark(self.s3, parts=2), self.s3, dict(ARGUMENTS))
        self.assertEqual({}, self.s3.objects)

    def test_input_that_could_not_be_imported_is_refused(self):
        with self.assertRaisesRegex(ValueError, "no rows"):
            self.job.run(Spark(self.s3, ratings=0), self.s3, dict(ARGUMENTS))
        with self.assertRaisesRegex(ValueError, "3 rows and 2 different"):
            self.job.run(Spark(self.s3, films=(3, 2)), self.s3, dict(ARGUMENTS))

    def test_shares_become_limits(self):
        self.assertEqual(["g", "80000000", "0ccccccc"], [self.job.sample_limit(share) for share in (1, 0.5, 0.05)])
        for share in (0, -1, 1.5):
            with self.assertRaises(ValueError):
                self.job.sample_limit(share)

    def test_arguments_that_are_not_given_have_their_defaults(self):
        asked = []
        arguments = self.job.read_arguments(["x", "--seed", "4"], lambda argv, names: asked.extend(names) or {"seed": "4", "bucket": "b"})
        self.assertIn("seed", asked)
        self.assertNotIn("minimum_rating", asked)
        self.assertEqual(("4", "0", "1"), (arguments["seed"], arguments["minimum_rating"], arguments["ratings_resample_fraction"]))


if __name__ == "__main__":
    unittest.main()
