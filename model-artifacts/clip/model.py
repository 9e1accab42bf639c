"""CLIP for tags: how well each label fits a picture; and for search: what texts mean, to be compared with pictures.

In, either
  a picture (image/jpeg, image/png, image/webp, image/gif) with the custom attributes
    label_set=NAME[,NAME...];top_k=N;multi_label=true;embedding=true
  or JSON (application/json)
    {"image": base64, "candidate_labels": [text] | "label_set": NAME, "hypothesis_template": text or [text],
     "multi_label": false, "top_k": N, "embedding": false}
  or JSON with several groups, scored against the one picture
    {"image": base64, "embedding": false, "groups": [{"name": text, "candidate_labels" | "label_set": ..., ...}]}
  and JSON of either kind with "embedding_of_image" instead of "image": an embedding that this model answered with
Out
    {"predictions": [{"label", "score"}], "embedding"?, "model": {"name", "logit_scale", "label_set", "labels_sha256"}, "timing_ms"}
  or for groups (and for several NAMEs)
    {"groups": [{"name", "predictions", "label_set", "labels_sha256"}], "embedding"?, "model": {"name", "logit_scale"}, "timing_ms"}

Texts, whose embeddings are compared with those of pictures; they are read as they are, so say "a photo of a cup" rather than "cup"
    {"texts": [text]}
    {"embeddings": [text], "model": {"name"}, "timing_ms"}

Also the call of AWS's article, its prompts scored as they are, in their order
    {"image": base64, "prompt": text or [text]}
    [[score]]
and that of Hugging Face's pipeline zero-shot-image-classification, best first; hypothesis_template is "This is a photo of {}."
    {"inputs": base64, "parameters": {"candidate_labels": [text], "hypothesis_template": text}}
    [{"score", "label"}]

predictions are sorted, best first, equal scores in the labels' order; top_k of them, or all. Scores are
softmax(logit_scale x cosine) over the set; with multi_label each label alone, against the empty template, and with a SigLIP by
its own score, sigmoid(logit_scale x cosine + bias), as in Hugging Face's call with or without multi_label. embedding is
base64 of little-endian float16 [D], of length 1. As embedding_of_image it is brought back to length 1 and scored as the
picture was, up to the rounding to float16: logits differ by at most logit_scale / 2048. NAME is the hash of labels and
templates (labels.Labels.name); a request with an unknown NAME is answered with the error
LABEL_SET_UNKNOWN and "label_sets": [NAME]. Send the labels once; the endpoint keeps them.
Options: model_id (a folder), revision (for a hub id), model_name, clip_model_name, label_sets (a folder), dtype,
deadline_seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import invocations
import label_forms
from invocations import Item, Refused
from label_tasks import Task
from text_requests import Texts

if TYPE_CHECKING:
    from djl_python import Output

    from scoring import Model

_model: Model | None = None


class Answered(Protocol):
    """What the model found out about one request: label_tasks.Scored or text_requests.Embedded."""

    def answer(self) -> Any: ...


def handle(inputs: Item) -> Output | None:
    """Called by the server: once with the options to load and warm up, then with every invocation."""
    global _model
    if _model is None:
        _model = load(inputs.get_properties())
        return None
    return answer(_model, inputs)


def load(options: dict[str, str]) -> Model:
    """The model, its label sets and a first answer, so that the first caller does not wait for either.

    torch is imported here: the server gives the import of this file two minutes, whatever its options say.
    """
    import scoring

    return scoring.load(options)


def answer(model: Model, inputs: Item) -> Output:
    """One invocation, alone or a batch."""
    deadline = model.deadline()
    return invocations.serve(inputs, lambda item: decode(model, item), lambda tasks: predict(model, tasks, deadline), encode)


def decode(model: Model, item: Item) -> Task | Texts:
    """One item of an invocation to Texts, or a Task whose picture has the model's size, or Refused; called in threads."""
    return model.prepared(label_forms.decode(item))


def predict(model: Model, tasks: list[Task | Texts], deadline: float) -> Sequence[Answered | Refused]:
    """[Task or Texts] to [Answered or Refused]: one forward pass over all pictures and one over all texts."""
    return model.answers(tasks, deadline)


def encode(answered: Answered) -> Any:
    """The JSON of the answer."""
    return answered.answer()
