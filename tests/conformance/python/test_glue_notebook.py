"""The notebook is valid, and runs, with stand-ins for Spark and S3, the script and the statements of the Glue job and none of its own."""

import ast
import io
import json
import re
import sys
import types
import unittest

import test_glue_driver

NOTEBOOK = test_glue_driver.SCRIPT.with_suffix(".ipynb")
SQL = {path.name: path.read_text(encoding="utf-8") for path in sorted((NOTEBOOK.parent / "sql").glob("*.sql"))}


class Storage(test_glue_driver.S3):
    def __init__(self):
        super().__init__()
        self.read = []

    def get_object(self, Bucket, Key):
        self.read.append(Key)
        return {"Body": io.BytesIO(SQL[Key.rsplit("/", 1)[1]].encode("utf-8"))}


def load():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))


def text(cell):
    return "".join(cell["source"])


def code(cell):
    """The Python of a cell, without magics."""
    return "\n".join(line for line in text(cell).splitlines() if not line.startswith("%"))


class Notebook(unittest.TestCase):
    def setUp(self):
        self.cells = load()["cells"]

    def test_its_form_is_nbformat_4_5_without_outputs(self):
        notebook = load()
        self.assertEqual((4, 5), (notebook["nbformat"], notebook["nbformat_minor"]))
        self.assertEqual("glue_pyspark", notebook["metadata"]["kernelspec"]["name"])
        self.assertEqual({"cells", "metadata", "nbformat", "nbformat_minor"}, set(notebook))
        identifiers = [cell["id"] for cell in self.cells]
        self.assertEqual(len(identifiers), len(set(identifiers)))
        for cell in self.cells:
            self.assertRegex(cell["id"], "^[a-zA-Z0-9_-]{1,64}$")
            self.assertTrue(all(isinstance(line, str) for line in cell["source"]))
            members = {"cell_type", "id", "metadata", "source"}
            if cell["cell_type"] == "code":
                members |= {"outputs", "execution_count"}
                self.assertEqual(([], None), (cell["outputs"], cell["execution_count"]))
            self.assertEqual(members, set(cell))

    def test_nbformat_itself_agrees(self):
        try:
            import nbformat
        except ImportError:
            self.skipTest("nbformat is not installed")
        nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))

    def test_every_code_cell_compiles(self):
        for cell in self.cells:
            if cell["cell_type"] == "code":
                compile(code(cell), cell["id"], "exec", ast.PyCF_ONLY_AST)

    def test_the_session_is_set_up_before_anything_runs(self):
        first = text(next(cell for cell in self.cells if cell["cell_type"] == "code"))
        magics = dict(re.match(r"%(\w+) (.+)", line).groups() for line in first.splitlines())
        self.assertEqual("5.0", magics["glue_version"])
        self.assertLessEqual({"iam_role", "region", "worker_type", "number_of_workers", "idle_timeout", "extra_py_files"}, set(magics))
        self.assertNotRegex("".join(map(text, self.cells)), r"AKIA|aws_secret")

    def test_it_runs_the_job_s_statements_and_none_of_its_own(self):
        storage = Storage()
        spark = test_glue_driver.Spark(storage)
        modules = {
            "boto3": types.SimpleNamespace(client=lambda _: storage),
            "awsglue": types.ModuleType("awsglue"),
            "awsglue.context": types.SimpleNamespace(GlueContext=lambda _: types.SimpleNamespace(spark_session=spark)),
            "pyspark": types.ModuleType("pyspark"),
            "pyspark.context": types.SimpleNamespace(SparkContext=types.SimpleNamespace(getOrCreate=lambda: None)),
            "personalize_etl": test_glue_driver.load(),
        }
        before = {name: sys.modules.get(name) for name in modules}
        sys.modules.update(modules)
        try:
            scope = {}
            for cell in self.cells:
                if cell["cell_type"] == "code":
                    exec(compile(code(cell), cell["id"], "exec"), scope)
        finally:
            for name, module in before.items():
                sys.modules.pop(name)
                if module is not None:
                    sys.modules[name] = module
        statements = [call[1] for call in spark.calls if call[0] == "sql"]
        self.assertEqual([SQL["interactions.sql"], SQL["items.sql"]], statements)
        self.assertEqual(["movie-lens/notebook/sql/interactions.sql", "movie-lens/notebook/sql/items.sql"], storage.read)
        self.assertEqual(
            {("BUCKET", "movie-lens/notebook/interactions/interactions.csv"), ("BUCKET", "movie-lens/notebook/items/items.csv")}, set(storage.objects))
        self.assertNotIn("SELECT", "".join(map(text, self.cells)).upper())


if __name__ == "__main__":
    unittest.main()
