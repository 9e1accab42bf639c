"""The real function.zip, deployed into a loopback AWS: an upload goes through every handler, as AWS would call them.

The tests take the place of the pollers between queues and functions: a real one deletes a message that did not fail, shows one
that did again after the queue's VisibilityTimeout, and keeps to MaximumConcurrency
(https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). Nor do rights, throttles and time-outs act here;
loopback.py says what else is missing.
"""

import base64
import itertools
import json
import re
import time
import urllib.request
import uuid
import zipfile

import pytest

import lambda_runtime
import loopback
import models
import template

ZIP = template.ROOT / "target" / "function.zip"
PICTURE = template.ROOT / "src" / "main" / "resources" / "META-INF" / "resources" / "samples" / "coffee.jpg"
SELLER = "anna"
VECTORS = "vitrine-embeddings"

# Functions that report to the workflow, by a task's token, how the task ended.
REPORTING = {"tag-image", "write-prompt", "restyle-image"}


class Account:
    """The loopback AWS, with functions that start when they are first called."""

    def __init__(self, aws, folder):
        self.aws, self.tasks, self.functions = aws, models.Tasks(), {}
        self._tokens = itertools.count()
        self.endpoints = models.Endpoints(self.aws.client("s3"))
        self.task, self.logged = folder / "task", folder / "functions.log"
        self.log = self.logged.open("wb")
        self.aws.deploy(ZIP, InterrogatorMode="asynchronous", VectorBucketName=VECTORS)  # so that everything is there
        with zipfile.ZipFile(ZIP) as archive:
            archive.extractall(self.task)

    def call(self, handler, event):
        if handler not in self.functions:
            addresses = {"AWS_ENDPOINT_URL": self.aws.url, "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME": self.endpoints.url}
            if handler in REPORTING:
                addresses["AWS_ENDPOINT_URL_SFN"] = self.tasks.url
            environment = self.aws.environment(handler) | addresses
            self.functions[handler] = lambda_runtime.Function(self.task, environment, self.log)
        return self.functions[handler](event)

    def ask(self, handler, request, token=None):
        """The result of a task that waited in the queue before a model, as the function reports it to the workflow."""
        assert self.queued(handler, request, token=token) == {"batchItemFailures": []}
        told = self.tasks.told.pop()
        assert told["action"] == "SendTaskSuccess" and (token is None or told["taskToken"] == token), told
        return json.loads(told["output"])

    def queued(self, handler, request, deliveries=1, token=None):
        """What a function answers to the poller of its queue, which delivers the request for the `deliveries`-th time."""
        body = json.dumps({"request": request, "taskToken": token or f"token-{next(self._tokens)}"})
        attributes = {"ApproximateReceiveCount": str(deliveries), "SentTimestamp": "1"}
        return self.call(handler, {"Records": [{"messageId": "m", "body": body, "attributes": attributes, "eventSource": "aws:sqs"}]})

    def api(self, method, path, body=None, seller=SELLER):
        """(status, body) of a request as API Gateway hands it on; without a seller, of a public route."""
        event = {
            "version": "2.0",
            "rawPath": path.split("?")[0],
            "rawQueryString": path.partition("?")[2],
            "headers": {"content-type": "application/json", "host": "api.example.com"},
            "requestContext": {"http": {"method": method, "path": path.split("?")[0]}, "stage": "$default"},
            "body": None if body is None else json.dumps(body),
            "isBase64Encoded": False,
        }
        if seller:
            event["requestContext"]["authorizer"] = {"jwt": {"claims": {"custom:seller": seller, "sub": "x"}, "scopes": None}}
        answer = self.call("api", event)
        data = base64.b64decode(answer["body"]) if answer.get("isBase64Encoded") else (answer.get("body") or "").encode()
        return answer["statusCode"], data, answer["headers"]

    def messages(self):
        """The messages that wait in the uploads queue, as Lambda's poller hands them on; they are taken off it."""
        sqs, url = self.aws.client("sqs"), self.aws.queue_url()
        taken = []
        while some := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in some:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            taken += some
        return {"Records": [{"messageId": m["MessageId"], "body": _sequenced(m["Body"]), "eventSource": "aws:sqs"} for m in taken]}

    def executions(self):
        """The inputs of all executions, by name."""
        states = self.aws.client("stepfunctions")
        listed = states.list_executions(stateMachineArn=self.aws.outputs["StateMachineArn"])["executions"]
        return {e["name"]: json.loads(states.describe_execution(executionArn=e["executionArn"])["input"]) for e in listed}

    def lines(self):
        """What the functions have logged, each line JSON."""
        return [json.loads(line) for line in self.logged.read_text("utf-8").splitlines() if line.startswith("{")]

    def stop(self):
        for function in self.functions.values():
            function.stop()
        self.endpoints.stop()
        self.tasks.stop()
        self.log.close()


@pytest.fixture(scope="module")
def account(aws, tmp_path_factory):
    account = Account(aws, tmp_path_factory.mktemp("account"))
    yield account
    account.stop()


@pytest.fixture(scope="module")
def uploaded(account):
    """The upload that the API gave leave for, after a browser's POST; and the event that it made."""
    status, body, _ = account.api("POST", "/uploads", {"fileName": "cup.jpg", "contentType": "image/jpeg", "restyle": ["starry-night"]})
    assert status == 201, body
    place = json.loads(body)
    account.messages()  # S3 announces itself with a test event
    _post(place, PICTURE.read_bytes())
    return place, account.messages()


def _sequenced(body):
    """The message with the sequencer that S3 gives each event, and moto does not."""
    message = json.loads(body)
    for record in message.get("Records", []):
        record["s3"]["object"].setdefault("sequencer", f"{time.time_ns():016X}")
    return json.dumps(message)


def _image_of(account, uploaded):
    """The PictureRef with which the upload's execution was started."""
    images = [given["image"] for given in account.executions().values()]
    return next(image for image in images if image["imageId"] == uploaded[0]["imageId"])


def _changed(image):
    """A batch of the table's stream, which shows keys only, as Lambda's poller hands it on.

    The poller itself is missing: it repeats from the first record that failed, splits the batch, and gives it up after
    MaximumRetryAttempts (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html).
    """
    keys = {"pk": {"S": f"{image['seller']}#image#{image['imageId']}"}, "sk": {"S": "image"}}
    written = {"Keys": keys, "SequenceNumber": "1", "SizeBytes": 1, "StreamViewType": "KEYS_ONLY", "ApproximateCreationDateTime": 1.0}
    return {"Records": [{"eventID": "1", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "awsRegion": "us-east-1", "dynamodb": written}]}


def _post(place, data):
    boundary = uuid.uuid4().hex
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in place["fields"].items()]
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: image/jpeg\r\n\r\n'
    body = "".join(parts + [file]).encode() + data + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    with urllib.request.urlopen(urllib.request.Request(place["url"], body, headers)) as answer:
        assert answer.status < 300


def test_nothing_local_is_in_the_zip():
    names = zipfile.ZipFile(ZIP).namelist()
    local = ("dev/vitrine/local/", "models/")
    libraries = ("DynamoDBLocal", "s3proxy", "jsonata", "onnxruntime", "log4j-core", "langchain4j", "selenium", "jetty")
    assert not [name for name in names if name.startswith(local)]
    assert not [name for name in names if name.startswith("lib/") and any(library in name for library in libraries)]
    assert ZIP.stat().st_size < 50_000_000
    assert sum(file.file_size for file in zipfile.ZipFile(ZIP).infolist()) < 250_000_000


def test_an_upload_goes_through_every_handler_to_the_sellers_page(account, uploaded):
    place, event = uploaded
    assert len(event["Records"]) == 1

    assert account.call("start-workflow", event) == {"batchItemFailures": []}
    (execution, given), *others = account.executions().items()
    image = given["image"]
    assert not others and image["imageId"] == place["imageId"] and image["key"] == place["key"]

    rendered = account.call("render-image", {"image": image})
    assert rendered["outcome"] == "rendered" and rendered["restyles"] == ["starry-night"]
    tag = account.ask("tag-image", {"image": image, "execution": execution})
    prompt = account.ask("write-prompt", {"image": image, "execution": execution})
    branches = {"tag": {"result": tag}, "prompt": {"result": prompt}}
    stored = account.call(
        "store-description",
        {"image": image, "execution": execution, "rendered": rendered, "restyles": given["restyles"]} | branches,
    )
    (order,) = stored["restyles"]
    restyled = account.ask("restyle-image", {"image": image, "order": order, "imagePrompt": stored["imagePrompt"]})
    account.call("store-restyle", {"image": image, "order": order, "result": restyled, "execution": execution})
    account.call("finish-image", {"image": image})
    assert account.call("index-images", _changed(image)) == {"batchItemFailures": []}

    status, body, _ = account.api("GET", f"/images/{place['imageId']}")
    shown = json.loads(body)
    assert status == 200 and shown["status"] == "done", body
    assert [restyle["status"] for restyle in shown["restyles"]] == ["done"]
    assert shown["caption"] == "a cup of coffee on a table"
    assert "coffee mug" in [suggestion["label"] for suggestion in shown["suggestions"]]
    for query in ("limit=10", "status=done"):  # the indexes newest and by-status
        listed = json.loads(account.api("GET", f"/images?{query}")[1])["images"]
        assert [one["imageId"] for one in listed] == [place["imageId"]], query
    counted = json.loads(account.api("GET", "/tags")[1])
    assert counted and all(one["count"] == 1 for one in counted)
    color = next(one["value"] for one in counted if one["name"] == "color")
    listed = json.loads(account.api("GET", f"/images?attribute=color:{color}")[1])["images"]
    assert [one["imageId"] for one in listed] == [place["imageId"]]
    status, _, headers = account.api("GET", f"/images/{place['imageId']}/rendition?size=256")
    with urllib.request.urlopen(headers["location"]) as picture:
        assert status == 302 and picture.read(2) == b"\xff\xd8"


def test_an_endpoint_that_answers_later_is_asked_once_for_a_task(account, uploaded):
    image = _image_of(account, uploaded)
    order = {"id": "great-wave-1", "style": "great-wave", "prompt": None, "seed": 1, "strength": 0.5}
    asked = len(account.endpoints.later)

    for _ in range(2):  # the second time as if its end had not been told
        painted = account.ask("restyle-image", {"image": image, "order": order, "imagePrompt": "a cup"}, token="again")
        assert painted["key"].endswith("restyle-great-wave-1.jpg")

    assert len(account.endpoints.later) == asked + 1


def test_a_recount_comes_to_the_same(account, uploaded):
    before = account.api("GET", "/tags")[1]

    assert account.call("index-images", {"seller": SELLER}) == {"batchItemFailures": [], "images": 1}
    assert account.call("index-images", _changed(_image_of(account, uploaded))) == {"batchItemFailures": []}

    assert account.api("GET", "/tags")[1] == before


def _vectors(account):
    """{key: numbers} of all vectors of all indexes of the vector bucket."""
    s3 = account.aws.client("s3vectors")
    found = {}
    for index in s3.list_indexes(vectorBucketName=VECTORS)["indexes"]:
        listed = s3.list_vectors(vectorBucketName=VECTORS, indexName=index["indexName"], returnData=True)["vectors"]
        found |= {one["key"]: one["data"]["float32"] for one in listed}
    return found


def test_an_embedding_is_in_the_vector_bucket_unless_its_picture_is_in_the_bin(account, uploaded):
    """moto's S3 Vectors is another reading of its API than that of the application's own tests; it has no QueryVectors."""
    image, key = _image_of(account, uploaded), f"{SELLER}/{uploaded[0]['imageId']}"
    assert _vectors(account) == {key: [0.5, -0.5, 0.5, 0.5]}
    (index,) = account.aws.client("s3vectors").list_indexes(vectorBucketName=VECTORS)["indexes"]
    assert index["indexName"].startswith("openai-clip-vit-large-patch14-4-")

    assert account.api("DELETE", f"/images/{image['imageId']}")[0] == 204
    assert account.call("index-images", _changed(image)) == {"batchItemFailures": []}
    assert _vectors(account) == {}

    assert account.api("POST", f"/bin/{image['imageId']}/restore")[0] == 200
    assert account.call("index-images", _changed(image)) == {"batchItemFailures": []}
    assert list(_vectors(account)) == [key]


def test_a_search_finds_words_while_the_index_does_not_answer(account, uploaded):
    status, body, _ = account.api("GET", "/search?text=cup")
    found = json.loads(body)
    assert status == 200 and found["meaning"] == "unavailable", body
    assert [(one["by"], one["card"]["imageId"]) for one in found["found"]] == [("words", uploaded[0]["imageId"])]
    assert account.api("GET", f"/images/{uploaded[0]['imageId']}/similar?by=meaning")[0] == 503


def test_the_same_event_again_starts_nothing(account, uploaded):
    assert account.call("start-workflow", uploaded[1]) == {"batchItemFailures": []}

    assert len(account.executions()) == 1


def test_a_message_that_cannot_be_read_goes_back_alone(account, uploaded):
    broken = {"messageId": "broken", "body": "{", "eventSource": "aws:sqs"}

    answer = account.call("start-workflow", {"Records": [broken, *uploaded[1]["Records"]]})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "broken"}]}


def test_a_failure_is_recorded_and_shown(account, uploaded):
    bucket, key = account.aws.outputs["UploadsBucketName"], f"{SELLER}/no picture.jpg"
    account.aws.client("s3").put_object(Bucket=bucket, Key=key, Body=b"not a picture")
    account.call("start-workflow", account.messages())
    execution, image = next((n, g["image"]) for n, g in account.executions().items() if g["image"]["key"] == key)
    rejected = account.call("render-image", {"image": image})
    assert rejected["outcome"] == "rejected"

    error = {"Error": rejected["code"], "Cause": rejected["message"]}
    failure = {"status": "rejected", "step": "RenderImage", "error": error}
    account.call("record-failure", {"image": image, "execution": execution, "failure": failure})

    shown = json.loads(account.api("GET", f"/images/{image['imageId']}")[1])
    assert shown["status"] == "rejected" and shown["error"]["code"] == rejected["code"]


def test_a_picture_whose_model_is_away_stays_in_the_queue(account, uploaded):
    request = {"image": _image_of(account, uploaded), "execution": "e"}
    told = len(account.tasks.told)
    account.endpoints.down.add("vitrine-describe")
    try:
        assert account.queued("tag-image", request) == {"batchItemFailures": [{"itemIdentifier": "m"}]}
        assert len(account.tasks.told) == told
        assert account.queued("tag-image", request, deliveries=500) == {"batchItemFailures": []}
    finally:
        account.endpoints.down.clear()

    failed = account.tasks.told.pop()
    assert failed["action"] == "SendTaskFailure" and failed["error"] == "dev.vitrine.endpoint.ModelUnavailableException"


def test_a_picture_that_waits_says_where_by_the_length_of_the_queue(account):
    """moto counts exactly and at once. SQS' own numbers may be behind by a minute or more
    (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html).
    """
    account.messages()
    account.aws.client("s3").put_object(Bucket=account.aws.outputs["UploadsBucketName"], Key="carl/cup.jpg", Body=PICTURE.read_bytes())
    account.call("start-workflow", account.messages())
    image = next(g["image"] for g in account.executions().values() if g["image"]["key"] == "carl/cup.jpg")
    queue = account.aws.environment("api")["VITRINE_QUEUE_WRITE_PROMPT"]
    for _ in range(3):
        account.aws.client("sqs").send_message(QueueUrl=queue, MessageBody="{}", MessageGroupId="carl")

    shown = json.loads(account.api("GET", f"/images/{image['imageId']}", seller="carl")[1])

    # One of the three may be this picture; the other two are somebody else's, who are served in turn.
    assert shown["status"] == "running" and shown["waiting"] == {"for": "prompt", "place": 2}, shown
    account.aws.client("sqs").purge_queue(QueueUrl=queue)


def test_a_line_of_the_log_says_what_it_is_about(account, uploaded):
    image = _image_of(account, uploaded)
    account.endpoints.down.add("vitrine-describe")
    try:
        account.queued("tag-image", {"image": image, "execution": "run-7"})
    finally:
        account.endpoints.down.clear()

    waiting = [line for line in account.lines() if line.get("message", "").startswith("message m stays in the queue")][-1]
    assert waiting["mdc"] == {"seller": SELLER, "imageId": image["imageId"], "execution": "run-7", "requestId": "request"}
    counted = [line for line in account.lines() if "ModelCallsRefused" in line][-1]
    assert counted["Stack"] == loopback.STACK and counted["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Vitrine"


def test_every_line_of_the_functions_is_json(account, uploaded):
    ours = [line for line in account.logged.read_text("utf-8").splitlines() if "dev.vitrine" in line and not line.startswith(("\t", " "))]

    assert ours and all(line.startswith("{") for line in ours)


def test_uploads_are_counted(account, uploaded):
    account.call("start-workflow", uploaded[1])

    assert [line for line in account.lines() if line.get("PicturesIn") == 1.0]


def test_a_call_of_aws_belongs_to_the_trace_of_the_function(account, uploaded):
    account.ask("tag-image", {"image": _image_of(account, uploaded), "execution": "e"})
    account.queued("tag-image", {"image": _image_of(account, uploaded) | {"revision": "0" * 32}, "execution": "e"})

    assert account.tasks.told.pop()["trace"] == "Root=1-0-0"


def test_a_task_that_cannot_be_done_fails_by_the_name_of_its_error(account, uploaded):
    gone = _image_of(account, uploaded) | {"revision": "0" * 32}

    assert account.queued("tag-image", {"image": gone, "execution": "e"}) == {"batchItemFailures": []}

    failed = account.tasks.told.pop()
    assert failed["action"] == "SendTaskFailure" and failed["error"] == "dev.vitrine.render.PictureGoneException"


def test_the_sweep_looks_at_everything_and_finds_nothing_fresh(account, uploaded):
    assert account.call("sweep", {"id": "a schedule's event", "detail-type": "Scheduled Event"}) == {"adopted": 0, "revived": 0}


def test_other_sellers_see_nothing(account, uploaded):
    assert account.api("GET", f"/images/{uploaded[0]['imageId']}", seller="bert")[0] == 404
    assert json.loads(account.api("GET", "/images?limit=10", seller="bert")[1])["images"] == []


@pytest.mark.parametrize("path", ["/", "/index.html", "/js/page-", "/css/page-", "/favicon.svg", "/samples/coffee.jpg", "/about", "/styles", "/state-machine.json"])
def test_the_page_is_served_to_everybody(account, path):
    if path.endswith("page-"):  # Named after a hash of its bytes.
        page = account.api("GET", "/", seller=None)[1].decode()
        path = "/" + re.search(f'"({path[1:]}[^"]+)"', page)[1]

    status, body, headers = account.api("GET", path, seller=None)

    assert status == 200 and body
    file = PICTURE.parent.parent / path.strip("/")
    if file.is_file() and file.name != "index.html":
        assert body == file.read_bytes()
    assert ("immutable" in headers.get("cache-control", "")) == ("/page-" in path)


def test_a_deleted_picture_comes_back_from_the_bin_and_can_be_deleted_for_good(account, uploaded):
    image = _image_of(account, uploaded)
    path, in_bin = f"/images/{image['imageId']}", f"/bin/{image['imageId']}"
    objects = account.aws.client("s3").list_objects_v2

    def kept():
        found = objects(Bucket=image["bucket"]).get("Contents", [])
        return [one["Key"] for one in found if one["Key"] == image["key"] or image["imageId"] in one["Key"]]

    before, files = json.loads(account.api("GET", path)[1]), kept()
    assert account.api("DELETE", path)[0] == 204
    assert account.api("GET", path)[0] == 404
    (binned,) = json.loads(account.api("GET", "/bin")[1])["images"]
    with urllib.request.urlopen(binned["preview"]) as picture:
        assert picture.read(2) == b"\xff\xd8"
    account.call("sweep", {"id": "a schedule's event", "detail-type": "Scheduled Event"})
    assert kept() == files and image["key"] in files

    assert account.api("POST", f"{in_bin}/restore")[0] == 200
    after = json.loads(account.api("GET", path)[1])
    assert {name: after[name] for name in ("status", "tags", "caption", "revision")} == {name: before[name] for name in ("status", "tags", "caption", "revision")}

    assert account.api("DELETE", path)[0] == 204
    assert account.api("DELETE", in_bin)[0] == 204
    assert account.api("POST", f"{in_bin}/restore")[0] == 404
    assert kept() == []


STEPS = ["start", "render-image", "tag-image", "write-prompt", "store-description", "restyle-image", "store-restyle", "finish-image"]


def _end(account, handler, request):
    """{"result": …} or {"error": …}, as the state machine keeps the end of a task that waited in a queue."""
    assert account.queued(handler, request) == {"batchItemFailures": []}
    told = account.tasks.told.pop()
    if told["action"] == "SendTaskSuccess":
        return {"result": json.loads(told["output"])}
    return {"error": {"Error": told["error"], "Cause": told["cause"]}}


def _walk(account, image, execution):
    """Does the steps of one picture with one restyle, as the state machine would, and yields after each its name."""
    about = {"image": image, "execution": execution}
    yield "start"
    rendered = account.call("render-image", {"image": image})
    yield "render-image"
    tag = _end(account, "tag-image", about)
    yield "tag-image"
    prompt = _end(account, "write-prompt", about)
    yield "write-prompt"
    stored = account.call("store-description", about | {"rendered": rendered, "restyles": [], "tag": tag, "prompt": prompt})
    yield "store-description"
    for order in stored["restyles"]:
        painted = _end(account, "restyle-image", {"image": image, "order": order, "imagePrompt": stored["imagePrompt"]})
        yield "restyle-image"
        account.call("store-restyle", about | {"order": order} | painted)
        yield "store-restyle"
    account.call("finish-image", about)
    yield "finish-image"


def _delete_for_good(account, image):
    assert account.api("DELETE", f"/images/{image['imageId']}", seller=image["seller"])[0] == 204
    assert account.api("DELETE", f"/bin/{image['imageId']}", seller=image["seller"])[0] == 204


@pytest.mark.parametrize("last", STEPS)
def test_nothing_is_left_of_a_picture_that_is_deleted_after_a_step(account, last):
    """The bucket has versions, as in AWS: the deleted original can still be read by its own. It is not in a listing."""
    seller = f"dora-{STEPS.index(last)}"
    s3, bucket, key = account.aws.client("s3"), account.aws.outputs["UploadsBucketName"], f"{seller}/after {last}.jpg"
    account.messages()
    s3.put_object(Bucket=bucket, Key=key, Body=PICTURE.read_bytes(), Metadata={"vitrine-restyle": "great-wave"})
    account.call("start-workflow", account.messages())
    execution, image = next((n, g["image"]) for n, g in account.executions().items() if g["image"]["key"] == key)
    done = []
    try:
        for step in _walk(account, image, execution):
            done.append(step)
            if step == last:
                _delete_for_good(account, image)
    except lambda_runtime.FunctionError as e:
        failure = {"status": "failed", "step": STEPS[len(done)], "error": {"Error": e.type, "Cause": str(e)}}
        account.call("record-failure", {"image": image, "execution": execution, "failure": failure})

    assert last in done
    left = [one["Key"] for one in s3.list_objects_v2(Bucket=bucket, Prefix="").get("Contents", [])]
    assert not [name for name in left if name == key or image["imageId"] in name]
    assert account.api("GET", f"/images/{image['imageId']}", seller=seller)[0] == 404
    assert json.loads(account.api("GET", "/images?limit=10", seller=seller)[1])["images"] == []


def test_a_handler_that_nobody_has_is_refused(account):
    function = lambda_runtime.Function(account.task, {"QUARKUS_LAMBDA_HANDLER": "no-such-handler"}, account.log)
    try:
        with pytest.raises(lambda_runtime.FunctionError):
            function({})
    finally:
        function.stop()
