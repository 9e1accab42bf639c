"""Model endpoints that answer by the contracts, without a model, as SageMaker's runtime API."""

import base64
import json
import struct
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


EMBEDDING = base64.b64encode(struct.pack("<4e", 0.5, -0.5, 0.5, 0.5)).decode()


def clip(content_type, body, attributes):
    if b'"texts"' in body:
        texts = json.loads(body)["texts"]
        return {"embeddings": [EMBEDDING] * len(texts), "model": {"name": "openai/clip-vit-large-patch14"}, "timing_ms": {}}
    groups = json.loads(body)["groups"]
    if any("label_set" in group for group in groups):  # as a container answers that has just started
        return {"error": {"code": "LABEL_SET_UNKNOWN", "message": "send its labels"}}
    return {
        "embedding": EMBEDDING,
        "groups": [
            {"name": group["name"], "predictions": [{"label": one, "score": 0.6 if one == "coffee mug" else 0.001} for one in group["candidate_labels"]]}
            for group in groups
        ],
        "model": {"name": "openai/clip-vit-large-patch14", "label_set": "x", "labels_sha256": "x"},
        "timing_ms": {},
    }


def interrogator(content_type, body, attributes):
    return {
        "prompt": "a cup of coffee on a table, still life",
        "caption": "a cup of coffee on a table",
        "mode": "fast",
        "terms": [{"table": "mediums", "text": "still life", "similarity": 0.2}],
        "model": {"caption": "blip", "clip": "ViT-L-14"},
    }


def describe(content_type, body, attributes):
    """Both on one GPU: what names labels or has texts is for CLIP, as in model-artifacts/describe."""
    named = "label_set" in attributes or (content_type == "application/json" and (b"label" in body or b'"texts"' in body))
    return (clip if named else interrogator)(content_type, body, attributes)


def sdxl(content_type, body, attributes):
    request = json.loads(body)
    base64.b64decode(request["init_image"], validate=True)
    return {"result": "success", "artifacts": [{"base64": request["init_image"], "finishReason": "SUCCESS", "seed": request["seed"]}]}


class Endpoints:
    """Serves POST /endpoints/NAME/invocations; `down` are names that answer 503, as a starting endpoint's do.

    Asked asynchronously, it answers into the question's bucket; `later` are the names of what it was asked so.
    """

    def __init__(self, s3=None):
        self._s3, self.later = s3, []
        self.models = {"vitrine-describe": describe, "vitrine-sdxl": sdxl}
        self.down = set()
        endpoints = self

        class Requests(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                name = self.path.split("/")[2]
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if name in endpoints.down:
                    return self._answer(503, {"message": "no worker"}, "ServiceUnavailable")
                if self.path.endswith("/async-invocations"):
                    return self._later(name)
                return self._answer(200, endpoints.models[name](self.headers["Content-Type"], body, self.headers.get("X-Amzn-SageMaker-Custom-Attributes", "")))

            def _later(self, name):
                asked = {key.lower().removeprefix("x-amzn-sagemaker-"): value for key, value in self.headers.items()}
                place = urllib.parse.urlparse(asked["inputlocation"])
                question = endpoints._s3.get_object(Bucket=place.netloc, Key=place.path[1:])["Body"].read()
                document = endpoints.models[name](asked["content-type"], question, asked.get("custom-attributes", ""))
                key = f".vitrine/.later/answers/{asked['inference-id']}.out"
                endpoints._s3.put_object(Bucket=place.netloc, Key=key, Body=json.dumps(document).encode())
                endpoints.later.append(asked["inference-id"])
                self._answer(202, {"InferenceId": asked["inference-id"]}, headers={"X-Amzn-SageMaker-OutputLocation": f"s3://{place.netloc}/{key}"})

            def _answer(self, status, document, error=None, headers=None):
                data = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                if error:
                    self.send_header("x-amzn-ErrorType", error)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self):
        self._server.shutdown()


class Tasks:
    """Step Functions as far as it takes tokens back; `told` are {action, trace, taskToken, ...}."""

    def __init__(self):
        self.told = []
        tasks = self

        class Requests(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                action, trace = self.headers["X-Amz-Target"].partition(".")[2], self.headers.get("X-Amzn-Trace-Id")
                tasks.told.append({"action": action, "trace": trace, **body})
                self.send_response(200)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self):
        self._server.shutdown()
