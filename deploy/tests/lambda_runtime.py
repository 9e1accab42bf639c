"""Lambda on this machine: a function's zip, run by AWS' own Java runtime, which asks a Runtime API for events.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import os
import queue
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import template

RUNTIME = template.ROOT / "deploy" / "runtime" / "target" / "lib"
MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
PATIENCE_S = 120


class FunctionError(Exception):
    """What the runtime reported instead of a result; `type` is what a state machine's ErrorEquals sees."""

    def __init__(self, error):
        super().__init__(f"{error['errorType']}: {error.get('errorMessage')}")
        self.type = error["errorType"]


class Function:
    """One function: `zip` unpacked in `task`, with the environment that the template gives it."""

    def __init__(self, task, environment, log, snapshot=False):
        """`snapshot`: with SnapStart's hooks before a snapshot and after it; none is taken. The runtime asks to be restored in between."""
        self._events, self._answers = queue.Queue(), queue.Queue()
        self._api = ThreadingHTTPServer(("127.0.0.1", 0), self._requests())
        threading.Thread(target=self._api.serve_forever, daemon=True).start()
        self.started = time.monotonic()
        self.init_seconds = None
        self.restored = threading.Event()
        hooks = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"} if snapshot else {}
        ours = ["-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"] if snapshot else []  # the hooks' part of AWS' own runtime
        self._process = subprocess.Popen(
            ["java", "-Xmx512m", "-XX:TieredStopAtLevel=1", *ours, "-cp", f"{RUNTIME}/*:{task}/:{task}/lib/*", MAIN, HANDLER],
            env=_surroundings(task, self._api.server_port) | hooks | {name: str(value) for name, value in environment.items()},
            stdout=log,
            stderr=log,
        )

    def __call__(self, event):
        """The function's result for an event, both JSON; FunctionError when it failed."""
        self._events.put(json.dumps(event).encode())
        kind, body = self._answers.get(timeout=PATIENCE_S)
        if kind == "error":
            raise FunctionError(json.loads(body))
        return json.loads(body)

    def stop(self):
        self._process.terminate()
        self._process.wait(30)
        self._api.shutdown()

    def _requests(self):
        function = self

        class Requests(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                if self.path.endswith("/runtime/restore/next"):
                    function.restored.set()
                    self.send_response(200)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                function.init_seconds = function.init_seconds or time.monotonic() - function.started
                event = function._events.get()
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", "request")
                self.send_header("Lambda-Runtime-Deadline-Ms", str(int(1000 * (time.time() + PATIENCE_S))))
                self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:1:function:f:live")
                self.send_header("Lambda-Runtime-Trace-Id", "Root=1-0-0")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(event)))
                self.end_headers()
                self.wfile.write(event)

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                function._answers.put((self.path.rsplit("/", 1)[1], body))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        return Requests


def _surroundings(task, port):
    """What Lambda sets for every function; the keys are the role's."""
    kept = {name: os.environ[name] for name in ("PATH", "JAVA_HOME", "HOME") if name in os.environ}
    return kept | {
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{port}",
        "AWS_EXECUTION_ENV": "AWS_Lambda_java21",
        "AWS_LAMBDA_FUNCTION_NAME": "f",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "AWS_LAMBDA_LOG_GROUP_NAME": "group",
        "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
        "LAMBDA_TASK_ROOT": str(task),
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "role",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "token",
    }
