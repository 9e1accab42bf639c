"""What a function does before Lambda takes its snapshot (SnapStart): the real function.zip in AWS' own Java runtime.

What is missing is the snapshot itself, and so how long a restored function takes: the runtime runs the hooks and goes on.
"""

import zipfile
from http.server import BaseHTTPRequestHandler

import pytest

import lambda_runtime
import template

ZIP = template.ROOT / "target" / "function.zip"
PAGE = {
    "version": "2.0",
    "rawPath": "/styles",
    "rawQueryString": "",
    "headers": {"host": "api.example.com"},
    "requestContext": {"http": {"method": "GET", "path": "/styles"}, "stage": "$default"},
    "isBase64Encoded": False,
}


@pytest.fixture(scope="module")
def task(tmp_path_factory):
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(ZIP) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(params=[(200, b"{}"), (400, b'{"__type": "AccessDeniedException", "message": "not allowed"}')], ids=["allowed", "refused"])
def table(request, served):
    """A DynamoDB with one answer, which notes what it was asked."""
    status, answer = request.param
    asked = []

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append(self.headers["X-Amz-Target"].rpartition(".")[2])
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.0")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

    return f"http://127.0.0.1:{served(Requests).server_port}", asked


def test_the_table_is_asked_before_the_snapshot_and_the_function_works_after_it(task, table, tmp_path):
    address, asked = table
    environment = {"QUARKUS_LAMBDA_HANDLER": "api", "VITRINE_TABLE_NAME": "table", "AWS_ENDPOINT_URL_DYNAMODB": address}
    with (tmp_path / "log").open("wb") as log:
        function = lambda_runtime.Function(task, environment, log, snapshot=True)
        try:
            assert function.restored.wait(lambda_runtime.PATIENCE_S), (tmp_path / "log").read_text("utf-8")
            assert asked == ["GetItem"]
            assert function(PAGE)["statusCode"] == 200
        finally:
            function.stop()
