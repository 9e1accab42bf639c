"""The doctor and the teardown, against a loopback AWS."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from botocore.stub import Stubber

import loopback
import teardown
import template

DEPLOY = template.ROOT / "deploy"
URL = "s3://models/vitrine/models/{}/0123456789abcdef/model.tar.gz"
NOW = "SdxlMode=real-time"
PLACE = ["AnswersBucket=uploads", "AnswersTopicArn=arn:aws:sns:eu-west-1:123456789012:answers"]
MODELS = ["ModelBucket=models", *(f"{n}ModelDataUrl={URL.format(n.lower())}" for n in ("Clip", "Interrogator", "Sdxl"))]


@pytest.fixture(scope="module")
def aws():
    aws = loopback.Loopback()
    aws.client("s3").create_bucket(Bucket="models", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for name in ("clip", "interrogator", "sdxl"):
        aws.client("s3").put_object(Bucket="models", Key=URL.format(name).removeprefix("s3://models/"), Body=b"x")
    yield aws
    aws.stop()


@pytest.fixture
def quotas():
    """The Service Quotas API with one answer, which tests may change."""
    quotas = {"ml.g5.xlarge for endpoint usage": 2, "ml.g5.2xlarge for endpoint usage": 1}

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.dumps({"Quotas": [{"QuotaName": n, "Value": v} for n, v in quotas.items()]}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    quotas["url"] = f"http://127.0.0.1:{server.server_port}"
    yield quotas
    server.shutdown()


def run(command, aws, *arguments, **environment):
    environment = os.environ | {"AWS_ENDPOINT_URL": aws.url} | environment
    command = [sys.executable, DEPLOY / f"{command}.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_the_doctor_goes_nowhere_without_credentials(aws, tmp_path):
    nobody = {"HOME": str(tmp_path), "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}

    done = run("doctor", aws, AWS_ENDPOINT_URL="http://127.0.0.1:9", **nobody)

    assert done.returncode == 1 and "NO  credentials" in done.stdout
    assert "would make" not in done.stdout


def test_the_doctor_says_what_the_core_stack_would_make_and_cost(aws, tmp_path):
    prices = tmp_path / "prices.json"
    prices.write_text(json.dumps({"written": "2026-11-24", "month": {"alarm metric": 7.3, "dashboard": 730}, "million": {"SQS requests": 0}}))

    done = run("doctor", aws)
    other = run("doctor", aws, "--prices", prices)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "13 Serverless::Function" in done.stdout and "1 DynamoDB::Table" in done.stdout
    assert "prices written down by hand on 2026-11-28, never fetched" in done.stdout
    assert re.search(r"1,000 pictures, at 10,000 a day +0\.\d+", done.stdout)
    assert re.search(r"1 dashboard +1\.00", other.stdout) and "on 2026-11-24" in other.stdout
    assert re.search(r"1,000 pictures, at 100 a day +\?", other.stdout)


@pytest.mark.parametrize(
    "parameter", ["ClipEndpointName=Vitrine_Clip", "MaxImagePixels=5", "LogRetentionDays=8", "NoSuchThing=1", "SweepMinutes=soon"]
)
def test_the_doctor_finds_a_wrong_parameter(aws, parameter):
    done = run("doctor", aws, parameter)

    assert done.returncode == 1 and f"NO  parameter {parameter.split('=')[0]}" in done.stdout


def test_the_doctor_counts_the_gpus_a_deployment_needs(aws, quotas):
    done = run("doctor", aws, "--endpoints", *MODELS, NOW, AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])

    assert done.returncode == 0, done.stdout + done.stderr
    assert "quota: 2 x ml.g5.xlarge for endpoints, 2 needed" in done.stdout
    assert "3 SageMaker::Endpoint," in done.stdout


def test_the_doctor_finds_that_gpus_and_models_are_missing(aws, quotas):
    del quotas["ml.g5.xlarge for endpoint usage"]

    done = run("doctor", aws, "--endpoints", *MODELS[:2], NOW, f"SdxlModelDataUrl={URL.format('other')}", AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])

    assert done.returncode == 1
    assert "NO  quota: 0 x ml.g5.xlarge for endpoints, 1 needed" in done.stdout
    assert f"NO  model: {URL.format('other')}" in done.stdout


def endpoints(aws, quotas, *more):
    return run("doctor", aws, "--endpoints", *MODELS, NOW, *more, AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])


def test_the_doctor_counts_one_gpu_for_what_shares_it(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 1

    done = endpoints(aws, quotas, f"DescribeModelDataUrl={URL.format('clip')}")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "quota: 1 x ml.g5.xlarge for endpoints, 1 needed" in done.stdout
    assert "2 SageMaker::Endpoint," in done.stdout


def test_the_doctor_counts_no_gpu_for_a_clip_without_one(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 1

    serverless = endpoints(aws, quotas, "ClipServing=serverless")
    quotas["ml.c7i.xlarge for endpoint usage"] = 1
    cpu = endpoints(aws, quotas, "ClipServing=cpu")
    isolated = endpoints(aws, quotas, "ClipServing=serverless", "NetworkIsolation=true")

    assert serverless.returncode == 0, serverless.stdout + serverless.stderr
    assert "quota: 1 x ml.g5.xlarge for endpoints, 1 needed" in serverless.stdout
    assert "quota: 1 x ml.c7i.xlarge for endpoints, 1 needed" in cpu.stdout
    assert "cannot be isolated" in isolated.stdout


def test_the_doctor_knows_that_a_sleeping_endpoint_costs_no_machine(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 1
    shared = f"DescribeModelDataUrl={URL.format('clip')}"

    done = endpoints(aws, quotas, "SdxlMode=asynchronous", shared, *PLACE)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "quota: 1 x ml.g5.2xlarge for endpoints, 1 needed" in done.stdout
    assert "1 x ml.g5.xlarge  " in done.stdout and "1 x ml.g5.2xlarge  " not in done.stdout
    assert "SDXL sleeps; waking it 0." in done.stdout and re.search(r"1,000 pictures, at 1,000 a day +3\d\.\d", done.stdout)
    assert "1 CloudWatch::Alarm" in done.stdout


def test_the_doctor_knows_no_price_that_the_table_lacks(aws, quotas):
    quotas["ml.p5.48xlarge for endpoint usage"] = 1

    done = endpoints(aws, quotas, "ClipInstanceType=ml.p5.48xlarge")

    assert re.search(r"1 x ml.p5.48xlarge +\?", done.stdout) and re.search(r"1,000 pictures, at 100 a day +\?", done.stdout)


@pytest.mark.parametrize(
    ("parameter", "sentence"),
    [
        ("SdxlMode=asynchronous", "needs AnswersBucket and AnswersTopicArn"),
        ("NetworkIsolation=true", "this must be a folder that publish --isolated made"),
        (f"SdxlModelDataUrl={URL.format('sdxl').removesuffix('model.tar.gz')}", "this must be a model.tar.gz"),
    ],
)
def test_the_doctor_finds_parameters_that_do_not_fit_together(aws, quotas, parameter, sentence):
    done = endpoints(aws, quotas, parameter)

    assert done.returncode == 1 and sentence in done.stdout, done.stdout + done.stderr


def test_the_teardown_lists_what_bills_and_deletes_it_when_told_twice(aws):
    aws.deploy(template.ROOT / "target" / "function.zip")
    bucket, table = aws.outputs["UploadsBucketName"], aws.outputs["CatalogTableName"]
    aws.client("s3").put_object(Bucket=bucket, Key="anna/a.jpg", Body=b"x")
    aws.client("dynamodb").create_backup(TableName=table, BackupName="before-upgrade")

    listed = run("teardown", aws)
    assert listed.returncode == 2 and f"bucket {bucket}" in listed.stdout and f"table {table}" in listed.stdout
    assert aws.client("s3").head_bucket(Bucket=bucket)

    assert f"backup before-upgrade of {table}" in listed.stdout

    gone = run("teardown", aws, "--yes", "--and-data")
    assert "log group" not in gone.stdout or gone.returncode == 2, gone.stdout + gone.stderr
    assert f"{bucket}: deleted" in gone.stdout and f"{table}: deleted" in gone.stdout, gone.stdout + gone.stderr
    assert bucket not in {b["Name"] for b in aws.client("s3").list_buckets()["Buckets"]}


@pytest.fixture
def closed():
    """An AWS that refuses every call for want of permission."""

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if "X-Amz-Target" in self.headers:
                self.answer(400, "application/x-amz-json-1.1", b'{"__type": "AccessDeniedException", "message": "not allowed"}')
            else:
                error = b"<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error></ErrorResponse>"
                self.answer(403, "text/xml", error)

        def do_HEAD(self):
            self.answer(403, "application/xml", b"")

        def answer(self, status, type_, body):
            self.send_response(status)
            self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_teardown_does_not_take_a_refusal_for_nothing_left(aws, closed):
    done = run("teardown", aws, "--keep", "vitrine-uploads", "--keep", "eu-west-1_pool", AWS_ENDPOINT_URL=closed)

    assert done.returncode == 2, done.stdout + done.stderr
    assert "Nothing is left" not in done.stdout
    for thing in ("stack vitrine", "bucket vitrine-uploads", "table vitrine-uploads", "user pool eu-west-1_pool", "ListBackups", "ListEndpoints"):
        assert thing in done.stdout.split("AWS did not tell")[1], done.stdout


def test_the_teardown_knows_what_is_not_there(aws):
    done = run("teardown", aws, "--stack", "none", "--endpoints-stack", "none-endpoints", "--keep", "no-such-thing", "--keep", "eu-west-1_none")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing is left that is billed." in done.stdout


def test_the_teardown_reads_every_page_of_backups(monkeypatch):
    dynamodb = boto3.client("dynamodb")
    backup = {"TableName": "records", "BackupType": "USER", "BackupArn": "arn:aws:dynamodb:eu-west-1:1:table/records/backup/1"}
    pages = [
        ({}, {"BackupSummaries": [], "LastEvaluatedBackupArn": backup["BackupArn"]}),
        ({"ExclusiveStartBackupArn": backup["BackupArn"]}, {"BackupSummaries": [backup | {"BackupName": "old"}]}),
    ]
    monkeypatch.setattr(teardown.boto3, "client", lambda service: dynamodb)
    with Stubber(dynamodb) as stubber:
        for expected, page in pages:
            stubber.add_response("list_backups", page, expected)

        assert [line.split(" (")[0] for line in teardown._backups({"records": None})] == ["backup old of records"]
