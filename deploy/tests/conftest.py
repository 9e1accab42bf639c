import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

os.environ["AWS_DEFAULT_REGION"] = os.environ["AWS_REGION"] = "eu-west-1"
os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "nobody"
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE"):
    os.environ.pop(name, None)


# The files that take longest, the longest first. Of two processes one would else have nothing to do while the other is at the last of them.
LONGEST = ["test_journey", "test_templates", "test_calibrate", "test_up", "test_native", "test_upgrade", "test_commands", "test_artifacts", "test_endpoints", "test_measure"]


def pytest_collection_modifyitems(items):
    assert all((Path(__file__).parent / f"{name}.py").is_file() for name in LONGEST)
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


def pytest_configure(config):
    config.addinivalue_line("filterwarnings", "ignore:Tried to parse:UserWarning")  # moto, of what it leaves out


@pytest.fixture(scope="module")
def aws():
    """A loopback AWS that the tests of a file share; a file that needs something in it overrides this fixture."""
    import loopback  # found by the path that is set above

    aws = loopback.Loopback()
    yield aws
    aws.stop()


@pytest.fixture
def served():
    """served(handler): a server on 127.0.0.1 that answers by the handler's do_ methods until the test ends, and logs nothing."""
    servers = []

    def start(handler):
        handler.log_message = lambda *_: None
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def quotas(served):
    """The Service Quotas API with one answer, which tests may change: the account's own quotas, and under "defaults" those of AWS."""
    quotas = {"ml.g5.xlarge for endpoint usage": 2, "ml.g5.2xlarge for endpoint usage": 1, "defaults": {}}

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = quotas["defaults"] if self.headers["X-Amz-Target"].endswith(".ListAWSDefaultServiceQuotas") else quotas
            listed = [{"QuotaName": n, "QuotaCode": f"L-{n[:4]}", "Value": v} for n, v in asked.items() if n not in ("url", "defaults")]
            body = json.dumps({"Quotas": listed}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    quotas["url"] = f"http://127.0.0.1:{served(Requests).server_port}"
    return quotas
