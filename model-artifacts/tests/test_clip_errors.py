"""What CLIP's handler says to what it cannot answer."""

import pytest
import torch
from asking import ask, ask_batch, base64_of, encoded, item, json_item, name_of, picture
from PIL import Image

LABELS = ["coffee mug", "teapot"]
DATA = encoded(picture())
IMAGE = base64_of(DATA)
REQUEST = json_item({"image": IMAGE, "candidate_labels": LABELS})


@pytest.fixture(scope="module")
def clip(artifact, tiny, tmp_path_factory):
    return artifact("clip").started(model_id=str(tiny("clip")), label_sets=str(tmp_path_factory.mktemp("sets")))


LABEL_ERRORS = [
    {},
    {"candidate_labels": []},
    {"candidate_labels": "cat"},
    {"candidate_labels": ["cat", "cat"]},
    {"candidate_labels": ["cat", " "]},
    {"candidate_labels": ["cat", 3]},
    {"candidate_labels": ["cat\n"]},
    {"candidate_labels": ["\ud800"]},
    {"candidate_labels": ["x" * 201]},
    {"candidate_labels": [str(i) for i in range(5001)]},
    {"candidate_labels": ["cat"], "label_set": "0" * 64},
    {"candidate_labels": ["cat"], "hypothesis_template": "no place"},
    {"candidate_labels": ["cat"], "hypothesis_template": "{} and {}"},
    {"candidate_labels": ["cat"], "hypothesis_template": []},
    {"candidate_labels": ["cat"], "hypothesis_template": [f"{i} {{}}" for i in range(17)]},
    {"label_set": 5},
    {"label_set": ""},
    {"candidate_labels": ["cat"], "groups": [{"candidate_labels": ["cat"]}]},
]


@pytest.mark.parametrize("body", LABEL_ERRORS, ids=lambda body: str(body)[:40])
def test_labels_that_cannot_be_scored_are_refused(clip, body):
    status, answer = ask(clip, json_item({"image": IMAGE} | body))
    assert (status, answer["error"]["code"]) == (400, "INVALID_LABELS")


@pytest.mark.parametrize("name", ["../../etc/passwd", "0" * 63, "G" * 64, "fashion-v1"])
def test_a_name_that_is_no_hash_is_unknown(clip, name):
    assert ask(clip, item("image/png", DATA, label_set=name))[1]["error"]["code"] == "LABEL_SET_UNKNOWN"


JSON_ERRORS = [
    b"",
    b"[]",
    b"{",
    b'"x"',
    b"\xff",
    b'{"image": NaN}',
    b"[" * 100_000,
    {"top_k": 0},
    {"top_k": 1.5},
    {"top_k": True},
    {"top_k": "2"},
    {"image": None},
    {"multi_label": 1},
    {"embedding": "yes"},
    {"groups": []},
    {"groups": [3]},
    {"groups": [{"candidate_labels": ["a"]}] * 65},
]


@pytest.mark.parametrize("body", JSON_ERRORS, ids=lambda body: str(body)[:30])
def test_json_that_is_not_a_request_is_refused(clip, body):
    if isinstance(body, dict):
        body = {"image": IMAGE} | ({} if "groups" in body else {"candidate_labels": ["cat"]}) | body
    status, answer = ask(clip, json_item(body))
    assert (status, answer["error"]["code"]) == (400, "INVALID_JSON")


@pytest.mark.parametrize("kind", ["text/csv", "text/plain", "multipart/form-data", "image/tiff"])
def test_other_content_types_are_refused(clip, kind):
    status, answer = ask(clip, item(kind, DATA))
    assert (status, answer["error"]["code"]) == (400, "UNSUPPORTED_CONTENT_TYPE")


def test_pictures_that_cannot_be_read_are_refused(clip):
    ask(clip, json_item({"image": IMAGE, "candidate_labels": LABELS}))
    name = name_of(LABELS, ["a photo of {}"])
    for one in (
        item("image/png", DATA[:200], label_set=name),
        item("image/png", b"", label_set=name),
        json_item({"image": "!", "candidate_labels": LABELS}),
        json_item({"image": "", "candidate_labels": LABELS}),
    ):
        assert ask(clip, one)[1]["error"]["code"] == "INVALID_IMAGE"
    large = item("image/png", encoded(Image.new("1", (7000, 6000))), label_set=name)
    assert ask(clip, large)[1]["error"]["code"] == "IMAGE_TOO_LARGE"


def test_a_failure_of_the_model_is_said_without_its_words_and_logged(clip, monkeypatch, caplog):
    def fail(pictures):
        raise RuntimeError("secret words")

    monkeypatch.setattr(clip._model.towers, "encode_pixels", fail)
    status, answer = ask(clip, json_item({"image": IMAGE, "candidate_labels": LABELS}))
    assert (status, answer) == (500, {"error": {"code": "MODEL_ERROR", "message": "the model failed"}})
    assert "secret words" in caplog.text


def test_what_the_model_fails_at_spoils_only_its_own_answer_in_a_batch(clip, monkeypatch):
    encode = clip._model.towers.encode_texts

    def fail(texts):
        if any("poison" in text for text in texts):
            raise RuntimeError("secret words")
        return encode(texts)

    monkeypatch.setattr(clip._model.towers, "encode_texts", fail)
    labels = (["one", "two"], ["poison", "three"], ["four"])
    answers = ask_batch(clip, [json_item({"image": IMAGE, "candidate_labels": some}) for some in labels])
    assert answers[1]["error"] == {"code": "MODEL_ERROR", "message": "the model failed"}
    assert [len(answers[i]["predictions"]) for i in (0, 2)] == [2, 1]


def test_running_out_of_memory_is_a_507(clip, monkeypatch):
    def fail(pictures):
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(clip._model.towers, "encode_pixels", fail)
    status, answer = ask(clip, json_item({"image": IMAGE, "candidate_labels": LABELS}))
    assert (status, answer["error"]["code"]) == (507, "MODEL_ERROR")


def cuda_error(code, words):
    """torch's error of a failed call of CUDA: the words are cudaGetErrorString's."""
    error = torch.AcceleratorError(f"CUDA error: {words}")
    error.error_code = code
    return error


@pytest.mark.parametrize(
    ("error", "lasts", "status"),
    [
        (cuda_error(710, "device-side assert triggered"), True, None),
        (cuda_error(700, "an illegal memory access was encountered"), True, None),
        (cuda_error(719, "unspecified launch failure"), True, None),
        (cuda_error(214, "uncorrectable ECC error encountered"), True, None),
        (cuda_error(46, "CUDA-capable device(s) is/are busy or unavailable"), True, None),
        (cuda_error(100, "no CUDA-capable device is detected"), True, None),
        (cuda_error(101, "invalid device ordinal"), True, None),
        (cuda_error(999, "unknown error"), True, None),
        (cuda_error(2, "out of memory"), False, 507),
        (cuda_error(701, "too many resources requested for launch"), False, 500),
        (cuda_error(1, "invalid argument"), False, 500),
        (torch.AcceleratorError("an error of another accelerator, without a code"), False, 500),
        (RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"), False, 500),
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"), False, 507),
        (RuntimeError("mat1 and mat2 shapes cannot be multiplied"), False, 500),
    ],
)
def test_only_a_lost_gpu_ends_the_process(clip, failing, error, lasts, status):
    failing.error = error
    if lasts:
        with pytest.raises(SystemExit):
            ask(clip, REQUEST)
    else:
        assert ask(clip, REQUEST)[0] == status
    assert failing.ended == ([1] if lasts else [])


@pytest.mark.parametrize(
    "error",
    [
        cuda_error(701, "too many resources requested for launch"),
        torch.AcceleratorError("an error of another accelerator, without a code"),
        RuntimeError("CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm`"),
        RuntimeError("CUDA driver error: unknown error"),
        RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"),
        RuntimeError("No CUDA GPUs are available"),
    ],
)
def test_an_error_of_cuda_that_comes_five_times_running_ends_the_process(clip, failing, error):
    failing.error = error
    for _ in range(4):
        assert ask(clip, REQUEST)[0] == 500
    assert ask(clip, json_item(b"{"))[0] == 400  # never reaches the GPU
    with pytest.raises(SystemExit):
        ask(clip, REQUEST)
    assert failing.ended == [1]


def test_a_batch_is_one_failure_however_many_items_it_has(clip, failing):
    failing.error = cuda_error(701, "too many resources requested for launch")
    for _ in range(4):
        assert {answer["error"]["code"] for answer in ask_batch(clip, [REQUEST] * 6)} == {"MODEL_ERROR"}
    with pytest.raises(SystemExit):
        ask_batch(clip, [REQUEST] * 6)


def test_an_answer_between_errors_of_cuda_shows_that_the_gpu_works(clip, failing):
    for _ in range(3):
        failing.error = cuda_error(701, "too many resources requested for launch")
        assert [ask(clip, REQUEST)[0] for _ in range(4)] == [500] * 4
        failing.error = None
        assert ask(clip, REQUEST)[0] == 200


@pytest.mark.parametrize("error", [torch.OutOfMemoryError("CUDA out of memory"), cuda_error(2, "out of memory"), ValueError("of our own")])
def test_errors_that_are_not_of_the_gpu_end_no_process_however_often_they_come(clip, failing, error):
    failing.error = error
    assert len({ask(clip, REQUEST)[0] for _ in range(12)}) == 1
    assert failing.ended == []


class Failing:
    """`error` is what CLIP's image tower raises; `ended` has the statuses that the process would have ended with."""

    def __init__(self):
        self.error = None
        self.ended = []

    def end(self, status):
        self.ended.append(status)
        raise SystemExit(status)


@pytest.fixture
def failing(clip, monkeypatch):
    import invocations

    failing, encode = Failing(), clip._model.towers.encode_pixels

    def fail(pictures):
        if failing.error:
            raise failing.error
        return encode(pictures)

    monkeypatch.setattr(clip._model.towers, "encode_pixels", fail)
    monkeypatch.setattr(invocations.os, "_exit", failing.end)
    monkeypatch.setattr(invocations.logging, "shutdown", lambda: None)
    monkeypatch.setattr(invocations.cuda_failures, "count", 0)
    return failing


def test_neither_pictures_nor_labels_are_logged(clip, caplog):
    with caplog.at_level(0):
        ask(clip, json_item({"image": IMAGE, "candidate_labels": ["tell nobody"]}))
        ask(clip, json_item({"image": IMAGE[:-9], "candidate_labels": ["tell nobody"]}))
        ask(clip, json_item(b'{"image": "tell nobody'))
    assert "answered 1" in caplog.text
    assert IMAGE[:40] not in caplog.text and "tell nobody" not in caplog.text
