"""Model endpoints that answer by the contracts, without a model, as SageMaker's runtime API."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def clip(content_type, body):
    return {
        "predictions": [{"label": "coffee mug", "score": 0.97}, {"label": "teapot", "score": 0.1}],
        "model": {"name": "openai/clip-vit-large-patch14", "label_set": "x", "labels_sha256": "x"},
        "timing_ms": {},
    }


def interrogator(content_type, body):
    return {
        "prompt": "a cup of coffee on a table, still life",
        "caption": "a cup of coffee on a table",
        "mode": "fast",
        "terms": [{"table": "mediums", "text": "still life", "similarity": 0.2}],
        "model": {"caption": "blip", "clip": "ViT-L-14"},
    }


def sdxl(content_type, body):
    request = json.loads(body)
    base64.b64decode(request["init_image"], validate=True)
    return {"result": "success", "artifacts": [{"base64": request["init_image"], "finishReason": "SUCCESS", "seed": request["seed"]}]}


class Endpoints:
    """Serves POST /endpoints/NAME/invocations; `down` are names that answer 503, as a starting endpoint's do."""

    def __init__(self):
        self.models = {"vitrine-clip": clip, "vitrine-interrogator": interrogator, "vitrine-sdxl": sdxl}
        self.down = set()
        endpoints = self

        class Requests(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                name = self.path.split("/")[2]
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if name in endpoints.down:
                    return self._answer(503, {"message": "no worker"}, "ServiceUnavailable")
                return self._answer(200, endpoints.models[name](self.headers["Content-Type"], body))

            def _answer(self, status, document, error=None):
                data = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                if error:
                    self.send_header("x-amzn-ErrorType", error)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Requests)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def stop(self):
        self._server.shutdown()
