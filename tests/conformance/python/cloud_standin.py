"""What moto never does: stacks that fail, details of change sets, notifications that S3 refuses. Answers in the shapes of the services, told by the
name of the stack or bucket.

GET /actions answers the actions that were asked for, one a line; GET /form the form of the last stack that was made or updated.
"""

import http.server
import json
import sys
import threading
import urllib.parse

ACTIONS = []
FORM = {}
LOOKS = {}
ARN = "arn:aws:cloudformation:us-east-1:123456789012:stack/%s/0a1b2c3d-0000-1111-2222-333344445555"

FAILING = [
    ("CREATE_IN_PROGRESS", "failing", "AWS::CloudFormation::Stack", "User Initiated"),
    ("CREATE_IN_PROGRESS", "Key", "AWS::KMS::Key", ""),
    ("CREATE_IN_PROGRESS", "Job", "AWS::Glue::Job", ""),
    ("CREATE_FAILED", "Job", "AWS::Glue::Job", "The role may not read s3://code/personalize_etl.py"),
    ("CREATE_FAILED", "Key", "AWS::KMS::Key", "Resource creation cancelled"),
    ("ROLLBACK_IN_PROGRESS", "failing", "AWS::CloudFormation::Stack", "The following resource(s) failed to create: [Job, Key]. Rollback requested by user."),
    ("DELETE_COMPLETE", "Job", "AWS::Glue::Job", ""),
    ("DELETE_COMPLETE", "Key", "AWS::KMS::Key", ""),
    ("ROLLBACK_COMPLETE", "failing", "AWS::CloudFormation::Stack", ""),
]
STUCK = [
    # An older failure, which is not that of the removal.
    ("CREATE_FAILED", "Job", "AWS::Glue::Job", "An old story"),
    ("DELETE_IN_PROGRESS", "stuck", "AWS::CloudFormation::Stack", "User Initiated"),
    ("DELETE_FAILED", "DatasetGroup", "AWS::Personalize::DatasetGroup", "The dataset group still has solutions"),
    ("DELETE_FAILED", "stuck", "AWS::CloudFormation::Stack", "The following resource(s) failed to delete: [DatasetGroup]."),
]
CHANGES = [
    "<Action>Modify</Action><LogicalResourceId>Function</LogicalResourceId><PhysicalResourceId>f</PhysicalResourceId>"
    "<ResourceType>AWS::Lambda::Function</ResourceType><Replacement>False</Replacement><Scope><member>Properties</member></Scope>"
    "<Details><member><Target><Attribute>Properties</Attribute><Name>Timeout</Name><RequiresRecreation>Never</RequiresRecreation></Target>"
    "<Evaluation>Static</Evaluation><ChangeSource>DirectModification</ChangeSource></member></Details>",
    "<Action>Remove</Action><LogicalResourceId>Topic</LogicalResourceId><ResourceType>AWS::SNS::Topic</ResourceType>",
]


def name_of(text):
    return text.split("/")[1] if text.startswith("arn:") else text


def is_gone(name):
    asked = [action for action in ACTIONS if action in (f"CreateStack {name}", f"DeleteStack {name}")]
    return name == "failing" and asked[-1:] == [f"DeleteStack {name}"]


def stack(name):
    if is_gone(name):
        return None
    look = LOOKS[name] = LOOKS.get(name, -1) + 1
    if name == "failing":
        status = ["CREATE_IN_PROGRESS", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"][min(look, 2)]
    elif name == "stuck":
        status = "DELETE_FAILED" if "DeleteStack stuck" in ACTIONS else "CREATE_COMPLETE"
    elif name in ("fresh", "endless"):
        status = "REVIEW_IN_PROGRESS"
    elif name == "lagging":
        # The service still tells of the time before, and the failure of then is not one of the removal.
        since = ACTIONS[ACTIONS.index("DeleteStack lagging"):].count("DescribeStacks lagging") if "DeleteStack lagging" in ACTIONS else 0
        status = ["UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "DELETE_IN_PROGRESS", "DELETE_COMPLETE"][min(since, 3)]
    elif name == "slow":
        status = "CREATE_IN_PROGRESS"
    else:
        status = "CREATE_COMPLETE"
    more = ""
    if name == "tagged":
        more = ("<Tags><member><Key>PersonalizeOps</Key><Value>Train</Value></member><member><Key>team</Key><Value>films</Value></member></Tags><Parameters>"
                "<member><ParameterKey>CodeBucketName</ParameterKey><ParameterValue>old-code</ParameterValue></member>"
                "<member><ParameterKey>FunctionsKey</ParameterKey><ParameterValue>old/functions.zip</ParameterValue></member>"
                "<member><ParameterKey>GlueNumberOfWorkers</ParameterKey><ParameterValue>7</ParameterValue></member>"
                "<member><ParameterKey>Gone</ParameterKey><ParameterValue>of an older template</ParameterValue></member></Parameters>")
    protected = "true" if name == "protected" else "false"
    return (f"<Stacks><member><StackName>{name}</StackName><StackId>{ARN % name}</StackId><StackStatus>{status}</StackStatus>"
            f"<CreationTime>2026-01-02T03:04:05Z</CreationTime><EnableTerminationProtection>{protected}</EnableTerminationProtection>{more}</member></Stacks>")


def events(name, token):
    told = {"failing": FAILING, "stuck": STUCK}.get(name, [("CREATE_IN_PROGRESS", name, "AWS::CloudFormation::Stack", "User Initiated")])
    if name == "failing":
        told = told[:[2, 6, 9][min(LOOKS.get(name, 0), 2)]]
    newest_first = list(enumerate(told))[::-1]
    start = int(token or 0)
    page = newest_first[start:start + 4]  # the service gives a hundred
    body = "".join(
        f"<member><StackId>{ARN % name}</StackId><EventId>{index}</EventId><StackName>{name}</StackName><LogicalResourceId>{logical}</LogicalResourceId>"
        f"<PhysicalResourceId>{ARN % name if kind == 'AWS::CloudFormation::Stack' else logical}</PhysicalResourceId><ResourceType>{kind}</ResourceType>"
        f"<Timestamp>2026-01-02T03:04:{index:02}Z</Timestamp><ResourceStatus>{status}</ResourceStatus>"
        f"<ResourceStatusReason>{reason}</ResourceStatusReason></member>" for index, (status, logical, kind, reason) in page)
    more = f"<NextToken>{start + 4}</NextToken>" if start + 4 < len(newest_first) else ""
    return f"<StackEvents>{body}</StackEvents>{more}"


def change_set(name, token):
    look = LOOKS[name + "/set"] = LOOKS.get(name + "/set", -1) + 1
    if name == "endless":
        return "<Status>CREATE_IN_PROGRESS</Status>"
    if name == "same":
        return ("<Status>FAILED</Status><StatusReason>The submitted information didn't contain changes. "
                "Submit different information to create a change set.</StatusReason>")
    if name == "wrong":
        return "<Status>FAILED</Status><StatusReason>Parameters: [ssm] cannot be resolved</StatusReason>"
    if look == 0:
        return "<Status>CREATE_IN_PROGRESS</Status>"
    page = int(token or 0)
    more = f"<NextToken>{page + 1}</NextToken>" if page == 0 else ""
    return f"<Status>CREATE_COMPLETE</Status><Changes><member><Type>Resource</Type><ResourceChange>{CHANGES[page]}</ResourceChange></member></Changes>{more}"


def answer(action, form):
    name = name_of(form.get("StackName", ""))
    if action == "GetCallerIdentity":
        return "<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/ops</Arn><UserId>U</UserId>"
    if action == "DescribeStacks":
        return stack(name)
    if action in ("CreateStack", "UpdateStack"):
        LOOKS.pop(name, None)
        FORM.clear()
        FORM.update(form)
        return f"<StackId>{ARN % name}</StackId>"
    if action == "DescribeStackEvents":
        return events(name, form.get("NextToken"))
    if action == "CreateChangeSet":
        return f"<Id>arn:aws:cloudformation:us-east-1:123456789012:changeSet/{name}/1</Id><StackId>{ARN % name}</StackId>"
    if action == "DescribeChangeSet":
        return change_set(name_of(form["ChangeSetName"]), form.get("NextToken"))
    if action == "DescribeStackResources":
        return "<StackResources/>"
    if action == "GetTemplate":
        return "<TemplateBody>Resources: {Topic: {Type: AWS::SNS::Topic}}</TemplateBody>"
    return ""


REFUSALS = {
    "ambiguous": "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
    "unreachable": "Unable to validate the following destination configurations",
}


def refusal(bucket):
    """The permission of a function is seen only at the second try for the bucket "late"."""
    if bucket == "late":
        return REFUSALS["unreachable"] if ACTIONS.count("PutNotification late") == 1 else None
    return REFUSALS.get(bucket)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet

    def do_GET(self):
        if self.path == "/actions":
            self.reply("\n".join(ACTIONS), "text/plain")
        elif self.path == "/form":
            self.reply(json.dumps(FORM), "application/json")
        elif self.path.startswith("/2015-03-31/functions/"):
            ACTIONS.append("GetPolicy function")
            self.reply('{"Type":"User","Message":"The resource you requested does not exist."}', "application/json", 404, "ResourceNotFoundException")
        else:
            self.reply('<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>', "application/xml")

    def do_HEAD(self):
        # Everything lies there, but one bucket is somebody else's.
        self.reply("", "application/xml", 403 if "stolen" in self.path else 200)

    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        bucket = self.path.split("?")[0].strip("/")
        ACTIONS.append(f"PutNotification {bucket}")
        if message := refusal(bucket):
            self.reply(f"<Error><Code>InvalidArgument</Code><Message>{message}</Message><RequestId>r-2</RequestId></Error>", "application/xml", 400)
        else:
            self.reply("", "application/xml")

    def do_POST(self):
        if self.path.startswith("/2015-03-31/functions/"):
            self.rfile.read(int(self.headers["Content-Length"]))
            ACTIONS.append("AddPermission function")
            self.reply('{"Statement":"{}"}', "application/json", 201)
            return
        form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        action = form["Action"]
        ACTIONS.append(f"{action} {name_of(form.get('StackName') or form.get('ChangeSetName') or '')}".strip())
        told = answer(action, form)
        if told is None:
            self.reply(f"<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id {form['StackName']} does not exist"
                       "</Message></Error><RequestId>r-3</RequestId></ErrorResponse>", "text/xml", 400)
            return
        self.reply(f"<{action}Response><{action}Result>{told}</{action}Result>"
                   f"<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></{action}Response>", "text/xml")

    def reply(self, text, kind, status=200, error=None):
        body = text.encode()
        self.send_response(status)
        if error:
            self.send_header("x-amzn-ErrorType", error)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"Listening on http://127.0.0.1:{server.server_port}", flush=True)
sys.stdin.read()
