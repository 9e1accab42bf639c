"""Drives the state machine runner with AWS clients as they come: every operation, by the same journey for each client.

Needs boto3 and awscli beside this Python, the environment of aws.env, and as argument the port where Vitrine looks for functions
that it does not have: they are served here. Prints a line per client; exits 1 when one fails.
"""

import datetime
import http.server
import json
import os
import pathlib
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::000000000000:role/any"
LIMIT = 256 * 1024
TOKENS = queue.Queue()


def function(name, event):
    if name == "double":
        return 200, event * 2
    if name == "large":
        return 200, "a" * LIMIT
    if name == "ask":
        TOKENS.put(event)
        return 200, None
    return 404, {"Type": "User", "Message": "Function not found: " + name}


class Lambda(http.server.BaseHTTPRequestHandler):
    """The Lambda API's Invoke."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))
        status, answer = function(self.path.split("/")[3], event)
        body = json.dumps(answer).encode()
        self.send_response(status)
        if status == 404:
            self.send_header("x-amzn-errortype", "ResourceNotFoundException")
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


class Boto3:
    def __init__(self):
        self.client = boto3.client("stepfunctions", config=Config(retries={"max_attempts": 1}))

    def knows(self, operation):
        return hasattr(self.client, operation.replace("-", "_"))

    def call(self, operation, **members):
        try:
            return getattr(self.client, operation.replace("-", "_"))(**members)
        except ClientError as e:
            raise Refused(e.response["Error"]["Code"], e.response["Error"]["Message"]) from e


class CommandLine:
    def __init__(self, aws, folder):
        self.aws, self.folder = aws, folder
        # A choice that there is not makes it say which there are.
        self.operations = set(re.findall(r"[a-z]+(?:-[a-z]+)+", self.run("stepfunctions", "no-such-operation").stderr))

    def run(self, *arguments):
        environment = {**os.environ, "AWS_PAGER": "", "MANPAGER": "cat", "PAGER": "cat", "AWS_DEFAULT_OUTPUT": "json"}
        return subprocess.run([self.aws, *arguments], capture_output=True, text=True, env=environment)

    def knows(self, operation):
        return operation in self.operations or "start-execution" not in self.operations

    def call(self, operation, **members):
        request = self.folder / "request.json"
        request.write_text(json.dumps(members))
        # The endpoint is named because older ones do not read it from the environment.
        done = self.run("stepfunctions", operation, "--endpoint-url", os.environ["AWS_ENDPOINT_URL_SFN"],
            "--no-paginate", "--cli-input-json", "file://" + str(request))
        if done.returncode:
            code = re.search(r"An error occurred \((\w+)\)", done.stderr)
            raise Refused(code.group(1) if code else "?", done.stderr)
        return json.loads(done.stdout or "{}")


def same(what, got, expected):
    if got != expected:
        raise AssertionError(f"{what}: {got!r}, not {expected!r}")


def refused(client, code, says, operation, **members):
    try:
        client.call(operation, **members)
    except Refused as e:
        same(operation, e.code, code)
        if says not in str(e):
            raise AssertionError(f"{operation} does not say {says}: {e}") from e
        return
    raise AssertionError(f"{operation} was not refused with {code}")


def machine(**states):
    return json.dumps({"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states})


def invoke(name, **fields):
    return {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True,
        "Arguments": {"FunctionName": name, "Payload": "{% $states.input %}"}, "Output": "{% $states.result.Payload %}", **fields}


def ask():
    return {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "HeartbeatSeconds": 600, "End": True,
        "Arguments": {"FunctionName": "ask", "Payload": "{% $states.context.Task.Token %}"}}


def create(client, name, definition):
    return client.call("create-state-machine", name=name, definition=definition, roleArn=ROLE)["stateMachineArn"]


def start(client, arn, **members):
    return client.call("start-execution", stateMachineArn=arn, **members)["executionArn"]


def ended(client, arn):
    for _ in range(200):
        execution = client.call("describe-execution", executionArn=arn)
        if execution["status"] != "RUNNING":
            return execution
        time.sleep(0.1)
    raise AssertionError("still running: " + arn)


def pages(client, operation, list_name, **members):
    entries, count, token = [], 0, {}
    while count == 0 or token:
        page = client.call(operation, **members, **token)
        entries += page[list_name]
        token = {"nextToken": page["nextToken"]} if page.get("nextToken") else {}
        count += 1
    return entries, count


def machines(client, prefix):
    double = machine(Double=invoke("double"))
    arn = create(client, prefix, double)
    same("created again", create(client, prefix, double), arn)
    refused(client, "StateMachineAlreadyExists", prefix, "create-state-machine", name=prefix, definition=machine(A=ask()), roleArn=ROLE)
    json_path = '{"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}'
    refused(client, "InvalidDefinition", "only 'JSONata' can be run", "create-state-machine", name=prefix + "-p", definition=json_path, roleArn=ROLE)
    if client.knows("validate-state-machine-definition"):
        same("validated", client.call("validate-state-machine-definition", definition=double)["result"], "OK")
        same("validated", client.call("validate-state-machine-definition", definition=json_path)["result"], "FAIL")
    same("described", client.call("describe-state-machine", stateMachineArn=arn)["definition"], double)
    other = create(client, prefix + "-other", double)
    listed, count = pages(client, "list-state-machines", "stateMachines", maxResults=1)
    same("listed", {arn, other} <= {each["stateMachineArn"] for each in listed} and count >= 2, True)
    client.call("update-state-machine", stateMachineArn=other, definition=machine(A=ask()))
    client.call("delete-state-machine", stateMachineArn=other)
    refused(client, "StateMachineDoesNotExist", other, "describe-state-machine", stateMachineArn=other)
    return arn


def executions(client, arn):
    one = start(client, arn, name="one", input="21")
    same("output", ended(client, one)["output"], "42")
    refused(client, "ExecutionAlreadyExists", one, "start-execution", stateMachineArn=arn, name="one", input="21")
    refused(client, "InvalidExecutionInput", "", "start-execution", stateMachineArn=arn, input="no JSON")
    refused(client, "ValidationException", str(LIMIT), "start-execution", stateMachineArn=arn, input=json.dumps("a" * LIMIT))
    same("definition", "double" in client.call("describe-state-machine-for-execution", executionArn=one)["definition"], True)
    for number in range(3):
        ended(client, start(client, arn, name=f"n{number}", input="1"))
    listed, count = pages(client, "list-executions", "executions", stateMachineArn=arn, statusFilter="SUCCEEDED", maxResults=2)
    same("listed", ([each["name"] for each in listed], count), (["n2", "n1", "n0", "one"], 2))
    events, count = pages(client, "get-execution-history", "events", executionArn=one, maxResults=3)
    same("history", ([each["type"] for each in events], count), (["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted",
        "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"], 3))
    newest = client.call("get-execution-history", executionArn=one, reverseOrder=True, maxResults=1)["events"][0]
    same("history backwards", newest["type"], "ExecutionSucceeded")


def tokens(client, prefix):
    arn = create(client, prefix + "-ask", machine(Ask=ask()))
    first = start(client, arn, name="first", input="{}")
    token = TOKENS.get(timeout=20)
    same("started again", start(client, arn, name="first", input="{}"), first)
    refused(client, "ExecutionAlreadyExists", first, "start-execution", stateMachineArn=arn, name="first", input="1")
    client.call("send-task-heartbeat", taskToken=token)
    client.call("send-task-success", taskToken=token, output='{"yes": true}')
    same("output", json.loads(ended(client, first)["output"]), {"yes": True})
    refused(client, "TaskTimedOut", "", "send-task-success", taskToken=token, output="1")
    refused(client, "InvalidToken", "", "send-task-heartbeat", taskToken="nonsense")
    second = start(client, arn, name="second")
    client.call("send-task-failure", taskToken=TOKENS.get(timeout=20), error="No", cause="not now")
    failed = ended(client, second)
    same("failure", (failed["status"], failed["error"], failed["cause"]), ("FAILED", "No", "not now"))
    if client.knows("redrive-execution"):
        client.call("redrive-execution", executionArn=second)
        refused(client, "ExecutionNotRedrivable", "RUNNING", "redrive-execution", executionArn=second)
        client.call("send-task-success", taskToken=TOKENS.get(timeout=20), output="2")
        same("redriven", ended(client, second)["output"], "2")
    third = start(client, arn)
    TOKENS.get(timeout=20)
    client.call("stop-execution", executionArn=third, error="Mine", cause="enough")
    stopped = ended(client, third)
    same("stopped", (stopped["status"], stopped["error"]), ("ABORTED", "Mine"))


def failures(client, prefix):
    for name, error in [("large", "States.DataLimitExceeded"), ("nobody", "Lambda.ResourceNotFoundException")]:
        arn = create(client, f"{prefix}-{name}", machine(Call=invoke(name)))
        same(name, ended(client, start(client, arn))["error"], error)
    refused(client, "ExecutionDoesNotExist", "", "describe-execution", executionArn=f"arn:aws:states:us-east-1:000000000000:execution:{prefix}:none")
    refused(client, "InvalidArn", "", "describe-state-machine", stateMachineArn="nonsense")


def journey(client):
    prefix = "client-" + uuid.uuid4().hex[:8]
    executions(client, machines(client, prefix))
    tokens(client, prefix)
    failures(client, prefix)


def clients(folder):
    yield "boto3 " + boto3.__version__, Boto3()
    for aws in dict.fromkeys([str(pathlib.Path(sys.executable).parent / "aws"), "/usr/bin/aws", "/usr/local/bin/aws"]):
        if os.access(aws, os.X_OK):
            version = subprocess.run([aws, "--version"], capture_output=True, text=True).stdout.split()[0]
            yield version, CommandLine(aws, folder)


def main():
    functions = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Lambda)
    threading.Thread(target=functions.serve_forever, daemon=True).start()
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        for name, client in clients(pathlib.Path(temporary)):
            begin = datetime.datetime.now()
            try:
                journey(client)
                result = "ok"
            except (AssertionError, Refused, queue.Empty) as e:
                failed, result = failed + 1, f"FAILED {e!r}"
            lacks = [each for each in ("validate-state-machine-definition", "redrive-execution") if not client.knows(each)]
            without = f", without {' and '.join(lacks)}, which it does not know" if lacks else ""
            print(f"{name:24} {result} ({(datetime.datetime.now() - begin).total_seconds():.1f} s{without})", flush=True)
    sys.exit(1 if failed else 0)


main()
