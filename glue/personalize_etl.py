"""Glue 5.0 job: MovieLens ratings and films in S3 to the interactions and items that Personalize imports.

Arguments (--name value):
  bucket                     the bucket of input and output
  s3_input_path              the folder with ratings.csv and movies.csv, such as movie-lens/raw_data/input/
  s3_output_prefix           the folder for the results; interactions/interactions.csv and items/items.csv are written below it
  ratings_resample_fraction  the share of ratings to keep, above 0 and at most 1        (1)
  minimum_rating             ratings below this are left out                            (0)
  seed                       decides which ratings a share keeps                        (0)
  rating_repartition_number  the number of partitions the ratings are read into         (100)

Each result is one object. It is written below a prefix of this run, then copied to its place in one step, so that readers find the old object
or the new one, and a run that failed can be repeated. The transform is in sql/*.sql, which Glue puts beside this script (--extra-files).
"""

import os
import sys
import uuid

DEFAULTS = {
    "ratings_resample_fraction": "1",
    "minimum_rating": "0",
    "seed": "0",
    "rating_repartition_number": "100",
}
REQUIRED = ["JOB_NAME", "bucket", "s3_input_path", "s3_output_prefix"]


def read_arguments(argv, resolve):
    """Reads the job's arguments; optional ones are those that were given."""
    optional = [name for name in DEFAULTS if f"--{name}" in argv]
    return {**DEFAULTS, **resolve(argv, REQUIRED + optional)}


def sample_limit(fraction):
    """The least eight hexadecimal digits that a share of the ratings does not reach; 'g' is above all of them."""
    if not 0 < fraction <= 1:
        raise ValueError(f"ratings_resample_fraction is {fraction}; it must be above 0 and at most 1.")
    return "g" if fraction == 1 else format(int(fraction * 2**32), "08x")


def folder(path):
    return path.strip("/") + "/" if path.strip("/") else ""


def read_sql(name):
    """The statements lie beside the script in a job, in sql/ in the source tree."""
    here = os.path.dirname(os.path.abspath(__file__))
    for place in (os.getcwd(), here, os.path.join(here, "sql")):
        path = os.path.join(place, name)
        if os.path.isfile(path):
            with open(path, encoding="utf-8") as file:
                return file.read()
    raise FileNotFoundError(f"{name} is not beside the script; the job needs it in --extra-files.")


def create_views(spark, arguments):
    """Makes the views that the statements read. The position restores the order of the file."""
    source = f"s3://{arguments['bucket']}/{folder(arguments['s3_input_path'])}"
    reader = spark.read.option("header", "true").option("mode", "FAILFAST").option("escape", '"')
    position = "struct(_metadata.file_path, _metadata.file_block_start, monotonically_increasing_id()) AS position"
    (reader.schema("userId INT, movieId INT, rating DOUBLE, timestamp BIGINT")
        .csv(source + "ratings.csv")
        .selectExpr("userId", "movieId", "rating", "timestamp", position)
        .repartition(int(arguments["rating_repartition_number"]))
        .createOrReplaceTempView("ratings"))
    (reader.schema("movieId INT, title STRING, genres STRING")
        .csv(source + "movies.csv")
        .selectExpr("movieId", "title", "genres", position)
        .createOrReplaceTempView("movies"))
    (spark.createDataFrame(
        [(float(arguments["minimum_rating"]), int(arguments["seed"]), sample_limit(float(arguments["ratings_resample_fraction"])))],
        "minimum_rating DOUBLE, seed INT, sample_limit STRING")
        .createOrReplaceTempView("settings"))


def check(spark):
    """Refuses input that would make a dataset that cannot be imported."""
    ratings, = spark.sql("SELECT COUNT(*) FROM ratings").first()
    if ratings == 0:
        raise ValueError("ratings.csv has no rows.")
    films, distinct = spark.sql("SELECT COUNT(*), COUNT(DISTINCT movieId) FROM movies").first()
    if films == 0 or films != distinct:
        raise ValueError(f"movies.csv has {films} rows and {distinct} different films; each film must stand in it once.")


def write(frame, s3, arguments, key, staging):
    """Writes a frame as one object: below the staging prefix, then in one copy to its place."""
    bucket = arguments["bucket"]
    try:
        (frame.coalesce(1).write.mode("overwrite").option("header", "true").option("escape", '"').option("emptyValue", "")
            .csv(f"s3://{bucket}/{staging}"))
        parts = [part for part in keys_below(s3, bucket, staging) if part.endswith(".csv")]
        if len(parts) != 1:
            raise RuntimeError(f"Spark wrote {len(parts)} files below s3://{bucket}/{staging} instead of one.")
        s3.copy({"Bucket": bucket, "Key": parts[0]}, bucket, key)
    finally:
        for part in list(keys_below(s3, bucket, staging)):
            s3.delete_object(Bucket=bucket, Key=part)


def keys_below(s3, bucket, prefix):
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in page.get("Contents", []):
            yield entry["Key"]


def run(spark, s3, arguments):
    """Transforms and writes both datasets; gives the keys of the objects."""
    create_views(spark, arguments)
    check(spark)
    output = folder(arguments["s3_output_prefix"])
    staging = f"{output}_staging/{uuid.uuid4()}/"
    written = []
    for name in ("interactions", "items"):
        key = f"{output}{name}/{name}.csv"
        write(spark.sql(read_sql(f"{name}.sql")), s3, arguments, key, f"{staging}{name}/")
        written.append(key)
    return written


def main(argv):
    import boto3
    from awsglue.context import GlueContext
    from awsglue.job import Job
    from awsglue.utils import getResolvedOptions
    from pyspark.context import SparkContext

    arguments = read_arguments(argv, getResolvedOptions)
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(arguments["JOB_NAME"], arguments)
    for key in run(context.spark_session, boto3.client("s3"), arguments):
        print(f"Wrote s3://{arguments['bucket']}/{key}")
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
