"""Caption and phrases to a prompt, in clip-interrogator's formats; what it gets wrong is not copied (see the card).

Every prompt fits CLIP's 77 positions: whole phrases are left out, a caption that is too long by itself loses words.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from clip_texts import Texts, joined
from ranking import Ranking

PHRASES_FOR_CHAIN = 2048
PHRASES_PER_STEP = 512  # between two looks at the clock
STOPS = " .!"  # at the end of a caption, where phrases are to follow


@dataclass(frozen=True)
class Prompt:
    text: str
    places: list[int] = field(default_factory=list)  # of the phrases in it
    truncated: bool = False
    deadline_hit: bool = False


class Composer:
    """Prompts for one picture, given by its embedding [D]."""

    def __init__(self, texts: Texts, ranking: Ranking, vector: Tensor, deadline: float) -> None:
        self.texts, self.ranking, self.vector, self.deadline = texts, ranking, vector, deadline
        self.similarities = ranking.similarities(vector)  # float32 [M]

    def caption(self, caption: str) -> Prompt:
        return self._fit(Prompt(caption), [])

    def fast(self, caption: str, count: int) -> Prompt:
        """The caption and the most similar phrases of all tables."""
        return self._fit(Prompt(caption), [[p] for p in self._top("merged", count)])

    def classic(self, caption: str, count: int) -> Prompt:
        """Caption, medium and artist, trending, movement, flavors, in that order."""
        medium, artist = self._top("mediums", 1), self._top("artists", 1)
        parts = [self._top("trendings", 1), self._top("movements", 1), *([p] for p in self._top("flavors", count))]
        if medium and caption.startswith(self._phrase(medium[0])):
            head = Prompt(" ".join([caption, *map(self._phrase, artist)]), artist)
        else:
            head, parts = Prompt(caption), [medium + artist, *parts]
        return self._fit(head, [part for part in parts if part])

    def best(self, caption: str, least: int, most: int) -> Prompt:
        """The most similar to the picture of: caption, classic, fast, and a chain grown from the caption."""
        candidates = [self.caption(caption), self.classic(caption, most), self.fast(caption, most)]
        places = self._top("merged", PHRASES_FOR_CHAIN)
        candidates.append(self.chain(candidates[0], places, least, most))
        scores = self._similar([c.text for c in candidates])
        return replace(candidates[top_of(scores)], deadline_hit=candidates[-1].deadline_hit)

    def negative(self, most: int) -> Prompt:
        """A chain of the least similar flavors and of the words that negative prompts are made of."""
        places = self._top("flavors", PHRASES_FOR_CHAIN, reverse=True) + self.ranking.places["negative"].tolist()
        return self.chain(None, places, 8, most, sign=-1)

    def chain(self, start: Prompt | None, places: Sequence[int], least: int, most: int, sign: int = 1) -> Prompt:
        """Adds the phrase that brings the whole text closest to the picture (sign -1: takes it farthest), repeatedly.

        Stops when nothing brings it closer (but not before `least` phrases), after `most`, when it is full, or at the
        deadline; gives the best text on the way.
        """
        left = list({self._phrase(p): p for p in reversed(places)}.values())[::-1]  # each phrase once
        if start is None:
            first = left.pop(top_of(sign * self.similarities[left]))
            start = Prompt(self._phrase(first), [first])
        now, now_score = start, sign * float(self._similar([start.text])[0])
        best, best_score = now, now_score
        for step in range(most):
            seen = self.texts.fitting(now.text, [self._phrase(p) for p in left])
            fitting = [p for p, fits in zip(left, seen, strict=True) if fits]
            scores = self._in_time(now.text, [self._phrase(p) for p in fitting])
            if scores is None or not fitting:
                best = replace(best, deadline_hit=scores is None)
                break
            chosen = top_of(sign * scores)
            score = sign * float(scores[chosen])
            if score <= now_score and step >= least:
                break
            place = fitting[chosen]
            now, now_score = Prompt(joined(now.text, self._phrase(place)), [*now.places, place], now.truncated), score
            if score > best_score:
                best, best_score = now, score
            left.remove(place)
        return best

    def _phrase(self, place: int) -> str:
        return self.ranking.phrases[place]

    def _top(self, table: str, count: int, reverse: bool = False) -> list[int]:
        return self.ranking.top(self.similarities, table, count, reverse)

    def _similar(self, texts: Sequence[str]) -> Tensor:
        return self.texts.encode(texts).cpu() @ self.vector  # float32 [N]

    def _in_time(self, head: str, phrases: Sequence[str]) -> Tensor | None:
        """The similarities [N] of "head, phrase", or None if the deadline came first."""
        parts = [torch.empty(0)]
        for start in range(0, len(phrases), PHRASES_PER_STEP):
            if time.monotonic() > self.deadline:
                return None
            part = self.texts.encode_after(head, phrases[start : start + PHRASES_PER_STEP])
            parts.append(part.cpu() @ self.vector)
        return torch.cat(parts)

    def _fit(self, head: Prompt, parts: Sequence[list[int]]) -> Prompt:
        """The head and as many of the parts as fit; the phrases of one part stay together, without a comma."""
        prompt = head
        while not self.texts.fits(prompt.text):
            prompt = Prompt(prompt.text.rsplit(" ", 1)[0] if " " in prompt.text else "", truncated=True)
        for places in parts:
            text = joined(prompt.text, " ".join(map(self._phrase, places)))
            if not self.texts.fits(text):
                return Prompt(prompt.text, prompt.places, truncated=True)
            prompt = Prompt(text, prompt.places + places, prompt.truncated)
        return prompt


def without_stop(caption: str) -> str:
    """The caption as the head of a prompt: "A mug." would become "A mug., studio lighting"."""
    return caption.rstrip(STOPS) or caption


def top_of(values: Tensor) -> int:
    """Index of the largest; of equal ones the first, which argmax does not promise."""
    return int((values == values.max()).nonzero()[0])
