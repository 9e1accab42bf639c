"""SageMaker on this machine, as far as the examples use it: models, endpoints, and invocations by the handlers.

What SageMaker does and this does not: an endpoint is Creating for minutes and may end as Failed
(https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html); a role must be passed and pull the image; names
that exist, machines without quota and bodies over the limit are refused, and an invocation ends after 60 seconds
(https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html). The handler is called here without DJL;
test_served.py has that layer.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asking import item


class SageMaker:
    """`handlers` are started model.py modules by ModelDataUrl; `endpoints` are what exists, by name."""

    def __init__(self, handlers):
        self.handlers = handlers
        self.models, self.configs, self.endpoints, self.images, self.machines = {}, {}, {}, set(), []
        sagemaker = self

        class Requests(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                target = self.headers.get("X-Amz-Target")
                if target:
                    return self._answer(200, getattr(sagemaker, target.partition(".")[2])(**json.loads(body)))
                output = sagemaker.invoke(self.path.split("/")[2], self.headers.get("Content-Type"), body)
                code, document = output.code, bytes(output.content.value_at(0))
                if code >= 400:  # as SageMaker quotes a container's error
                    quoted = {"OriginalStatusCode": code, "OriginalMessage": document.decode(), "Message": "the container refused"}
                    return self._answer(424, quoted, "ModelError")
                return self._answer(code, json.loads(document))

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

    def invoke(self, endpoint, content_type, body):
        model = self.models[self.configs[self.endpoints[endpoint]]]
        return self.handlers[model].handle(item(content_type, body))

    def CreateModel(self, ModelName, PrimaryContainer, **_):
        self.images.add(PrimaryContainer["Image"])
        self.models[ModelName] = PrimaryContainer["ModelDataUrl"]
        return {"ModelArn": f"arn:aws:sagemaker:us-east-1:000000000000:model/{ModelName}"}

    def CreateEndpointConfig(self, EndpointConfigName, ProductionVariants):
        (variant,) = ProductionVariants
        self.machines.append(variant["InstanceType"])
        self.configs[EndpointConfigName] = variant["ModelName"]
        return {"EndpointConfigArn": f"arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/{EndpointConfigName}"}

    def CreateEndpoint(self, EndpointName, EndpointConfigName):
        self.endpoints[EndpointName] = EndpointConfigName
        return {"EndpointArn": f"arn:aws:sagemaker:us-east-1:000000000000:endpoint/{EndpointName}"}

    def DescribeEndpoint(self, EndpointName):
        return {"EndpointName": EndpointName, "EndpointStatus": "InService"}

    def DeleteEndpoint(self, EndpointName):
        del self.endpoints[EndpointName]
        return {}

    def DeleteEndpointConfig(self, EndpointConfigName):
        del self.configs[EndpointConfigName]
        return {}

    def DeleteModel(self, ModelName):
        del self.models[ModelName]
        return {}

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
