"""Six states in JSONPath over HTTP; no task, because moto runs functions in Docker."""
import concurrent.futures
import json
import sys
import time
import urllib.request

import boto3
from botocore.config import Config

EXECUTIONS = 200
MACHINE = {
    "StartAt": "A",
    "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Pass", "Parameters": {"n.$": "$.n"}, "Next": "C"},
        "C": {"Type": "Choice", "Default": "F", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 0, "Next": "D"}]},
        "D": {"Type": "Pass", "Next": "E"},
        "E": {"Type": "Pass", "Next": "F"},
        "F": {"Type": "Succeed"},
    },
}

endpoint = f"http://127.0.0.1:{sys.argv[1]}"
config = json.dumps({"stepfunctions": {"execute_state_machine": True}}).encode()
for attempt in range(100):
    try:
        urllib.request.urlopen(urllib.request.Request(endpoint + "/moto-api/config", data=config, method="POST"))
        break
    except OSError:
        time.sleep(0.2)

client = boto3.client(
    "stepfunctions",
    endpoint_url=endpoint,
    region_name="us-east-1",
    aws_access_key_id="any",
    aws_secret_access_key="thing",
    config=Config(max_pool_connections=16),
)
machine = client.create_state_machine(
    name="bench", definition=json.dumps(MACHINE), roleArn="arn:aws:iam::000000000000:role/any"
)["stateMachineArn"]


def run(number):
    arn = client.start_execution(stateMachineArn=machine, name=f"e{number}", input='{"n": 41}')["executionArn"]
    while True:
        status = client.describe_execution(executionArn=arn)["status"]
        if status != "RUNNING":
            return status
        time.sleep(0.005)


before = time.time()
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    statuses = list(pool.map(run, range(EXECUTIONS)))
assert statuses == ["SUCCEEDED"] * EXECUTIONS, set(statuses)
seconds = time.time() - before
print(f"{'moto, over HTTP, in memory':34} {EXECUTIONS:8} executions {seconds:6.1f} s {EXECUTIONS / seconds:8.0f}/s")
