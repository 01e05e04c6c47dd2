"""The unmodified AWS CLI sends every operation of the three services, with arguments made from the service models.

One process for all: the CLI's own driver is called in a loop. Environment: CONFORMANCE_ENDPOINT and the usual AWS_* keys.
"""

import contextlib
import io
import json
import os
import re
import sys
import unittest

import botocore.session
from awscli.clidriver import create_clidriver
from botocore import xform_name

ENDPOINT = os.environ["CONFORMANCE_ENDPOINT"]
SERVICES = ("personalize", "personalize-runtime", "personalize-events")

# Errors that every service has and no operation lists.
COMMON = {"NotImplemented", "ValidationException", "AccessDeniedException"}


def kind(name):
    if name == "solutionVersionArn":
        return "solution"
    return re.sub("([A-Z])", lambda letter: "-" + letter.group(1).lower(), name.removesuffix("Arn"))


def fits(text, shape):
    rules = shape.metadata
    pattern = rules.get("pattern", ".*").replace("\\p{ASCII}", "[\\x00-\\x7f]")
    pattern = re.sub(r"\\p\{(L|N)\}", r"\\w", pattern).replace("\\p{Z}", " ")
    return (
        rules.get("min", 0) <= len(text) <= rules.get("max", sys.maxsize)
        and re.fullmatch(pattern, text) is not None
    )


def text_of(name, shape):
    if shape.enum:
        return shape.enum[0]
    plain = ["sample", "rate(7 days)", "AAAAAAAA", "1", ""]
    special = [f"arn:aws:personalize:us-east-1:000000000000:{kind(name)}/sample", "arn:aws:iam::000000000000:role/Personalize"]
    special += ["arn:aws:kms:us-east-1:000000000000:key/sample", "s3://bucket/folder/"]
    candidates = special + plain if name.endswith(("Arn", "path")) else plain + special
    return next(text for text in candidates if fits(text, shape))


def value_of(name, shape, full, depth=0):
    match shape.type_name:
        case "structure":
            members = [member for member in shape.members if member in shape.required_members or (full and depth < 3)]
            return {member: value_of(member, shape.members[member], full, depth + 1) for member in members}
        case "list":
            return [value_of(name, shape.member, full, depth + 1)] * max(1, shape.metadata.get("min", 1))
        case "map":
            return {text_of(name, shape.key): value_of(name, shape.value, full, depth + 1)}
        case "boolean":
            return True
        case "integer" | "long":
            return max(1, shape.metadata.get("min", 1))
        case "float" | "double":
            return max(0.5, shape.metadata.get("min", 0.5))
        case "timestamp":
            return "2023-11-14T22:13:20Z"
        case _:
            return text_of(name, shape)


def arguments_of(operation, full):
    arguments = []
    for name, value in value_of("", operation.input_shape, full).items() if operation.input_shape else ():
        option = "--" + xform_name(name, "-")
        if value is True:
            arguments.append(option)
        else:
            arguments += [option, value if isinstance(value, str) else json.dumps(value)]
    return arguments


class EveryOperation(unittest.TestCase):
    driver = create_clidriver()

    def run_cli(self, arguments):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = self.driver.main(["--endpoint-url", ENDPOINT, "--output", "json", "--no-paginate", *arguments])
            except SystemExit as exit:
                code = exit.code
        return code, out.getvalue(), err.getvalue()

    def check(self, service, operation, full):
        code, out, err = self.run_cli([service, xform_name(operation.name, "-"), *arguments_of(operation, full)])
        if code == 0:
            expects_output = operation.output_shape is not None and operation.output_shape.members
            self.assertTrue(not out.strip() or isinstance(json.loads(out), dict), out)
            return "answered" if expects_output or not out.strip() else "answered with more than the model has"
        error = re.search(r"An error occurred \((\w+)\)", err)
        self.assertIsNotNone(error, f"exit code {code}: {err}")
        self.assertNotIn("failed to satisfy constraint", err)
        self.assertIn(error.group(1), {shape.name for shape in operation.error_shapes} | COMMON, err)
        return error.group(1)

    def test_every_operation(self):
        session = botocore.session.get_session()
        count = 0
        for service in SERVICES:
            model = session.get_service_model(service)
            for name in model.operation_names:
                for full in (False, True):
                    with self.subTest(service=service, operation=name, full=full):
                        self.assertNotEqual("answered with more than the model has", self.check(service, model.operation_model(name), full))
                count += 1
        self.assertGreaterEqual(count, 79)


if __name__ == "__main__":
    unittest.main(verbosity=2)
