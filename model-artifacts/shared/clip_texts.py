"""The text side of an open_clip model: the numbers it gives, without the work it spends on padding and on repetition.

open_clip runs 77 positions for every text; a label has five. The text side is causal, so a position is not changed by
what follows it: positions after the end-of-text token can be left out, and the positions that all texts of a call begin
with (a template, a prompt being built) are computed once and attended to by all. Both are exact up to rounding.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import torch
from open_clip.transformer import ResidualAttentionBlock
from torch import Tensor, nn
from torch.nn import functional

PHRASES_KNOWN = 120_000  # more than the word lists have
POSITIONS_PER_BATCH = {"cpu": 512, "cuda": 16384}  # larger ones pad more; 512 was the quickest of 128 to 4096


class Texts(Protocol):
    """A model's text side, as the Interrogator uses it; D is the embedding's length."""

    def fits(self, text: str) -> bool:
        """Whether all of the text is seen by the model."""

    def encode(self, texts: Sequence[str]) -> Tensor:
        """Embeddings of length 1, float32 [N, D]; what does not fit is not seen."""

    def encode_after(self, head: str, phrases: Sequence[str]) -> Tensor:
        """The same for each "head, phrase"; for the phrase alone where the head is empty."""

    def fitting(self, head: str, phrases: Sequence[str]) -> list[bool]:
        """Whether all of "head, phrase" is seen by the model."""


def joined(head: str, phrase: str) -> str:
    """A prompt with one phrase more."""
    return f"{head}, {phrase}" if head else phrase


class PlainTexts:
    """A text side of any kind, run by its own library on whole texts; `room` is how many token ids of a text it sees."""

    def __init__(self, ids: Callable[[str], list[int]], encode: Callable[[Sequence[str]], Tensor], room: int) -> None:
        self.ids, self.encode, self.room = ids, encode, room

    def fits(self, text: str) -> bool:
        """Whether all of the text is seen by the model."""
        return len(self.ids(text)) <= self.room

    def encode_after(self, head: str, phrases: Sequence[str]) -> Tensor:
        """float32 [N, D] of "head, phrase"."""
        return self.encode([joined(head, phrase) for phrase in phrases])

    def fitting(self, head: str, phrases: Sequence[str]) -> list[bool]:
        """Whether all of "head, phrase" is seen by the model."""
        return [self.fits(joined(head, phrase)) for phrase in phrases]


@dataclass(frozen=True)
class KeysValues:
    """Of one block's attention, each [B, H, S, W/H]."""

    keys: Tensor
    values: Tensor


class Passed(NamedTuple):
    """What a block makes of positions: their values [B, S, W], and their own keys and values."""

    x: Tensor
    own: KeysValues


class TextTower:
    """Shapes: N texts, L positions, P of them shared, S others, W wide, H heads, D the embedding's length."""

    def __init__(self, model: nn.Module, tokenizer: Any) -> None:
        if not self.understands(model):
            raise ValueError("only CLIP's own text transformer is understood (causal, pooled at the end of the text)")
        self.tower: Any = getattr(model, "text", model)
        self.tokenizer = tokenizer
        self.room: int = self.tower.positional_embedding.shape[0] - 2  # ids of a text, beside its begin and its end
        self.known: dict[str, list[int]] = {}  # ids of phrases, which a chain asks for again and again

    @staticmethod
    def understands(model: nn.Module) -> bool:
        """Whether the model's text side is CLIP's own: causal, pooled at the end of the text."""
        tower: Any = getattr(model, "text", model)
        blocks = getattr(getattr(tower, "transformer", None), "resblocks", ())
        pool = getattr(tower, "text_pool_type", None) or getattr(tower, "pool_type", None)
        plain = len(blocks) > 0 and all(type(block) is ResidualAttentionBlock for block in blocks)
        causal = getattr(tower, "attn_mask", None) is not None
        return bool(plain and causal and pool == "argmax" and getattr(tower, "cls_emb", None) is None)

    def ids(self, text: str) -> list[int]:
        """The text's token ids, begin and end not among them; those of "a, b" are those of "a," and then of "b"."""
        return list(self.tokenizer.encode(text))

    def fits(self, text: str) -> bool:
        """Whether all of the text is seen by the model."""
        return len(self.ids(text)) <= self.room

    def encode(self, texts: Sequence[str]) -> Tensor:
        """Embeddings of length 1, float32 [N, D] on the model's device; what does not fit is not seen."""
        return self.encode_ids([self.ids(text) for text in texts])

    def encode_after(self, head: str, phrases: Sequence[str]) -> Tensor:
        """The same for each "head, phrase", by token ids: the head is computed once."""
        start = self._head(head)
        return self.encode_ids([start + self._known(phrase) for phrase in phrases])

    def fitting(self, head: str, phrases: Sequence[str]) -> list[bool]:
        """Whether all of "head, phrase" is seen by the model."""
        taken = len(self._head(head))
        return [taken + len(self._known(phrase)) <= self.room for phrase in phrases]

    def _head(self, head: str) -> list[int]:
        return self.ids(f"{head},") if head else []

    def _known(self, phrase: str) -> list[int]:
        if phrase not in self.known:
            if len(self.known) >= PHRASES_KNOWN:
                self.known.clear()
            self.known[phrase] = self.ids(phrase)
        return self.known[phrase]

    @torch.inference_mode()
    def encode_ids(self, rows: Sequence[list[int]]) -> Tensor:
        """The same for texts given by their ids."""
        rows = [row[: self.room] for row in rows]
        ends = torch.tensor([len(row) + 1 for row in rows])  # [N], places of the end-of-text tokens
        tokens = torch.zeros(len(rows), int(ends.max()) + 1, dtype=torch.long)  # [N, L]
        for i, row in enumerate(rows):
            tokens[i, : len(row) + 2] = torch.tensor([self.tokenizer.sot_token_id, *row, self.tokenizer.eot_token_id])
        shared = self._shared(tokens, ends)
        past = self._past(tokens[0, :shared])
        device = self.tower.positional_embedding.device
        most = POSITIONS_PER_BATCH[device.type]
        order = ends.argsort(stable=True)  # texts of like length together, so that little is padded
        lengths = ends[order] + 1 - shared  # [N], ascending
        parts, start = [], 0
        while start < len(order):
            positions = lengths[start:] * torch.arange(1, len(order) - start + 1)  # if the batch ended here
            batch = order[start : start + max(1, int((positions <= most).sum()))]
            suffix = tokens[batch, shared : int(ends[batch].max()) + 1].to(device)  # [B, S]
            parts.append(self._run(suffix, (ends[batch] - shared).to(device), shared, past))
            start += len(batch)
        features = torch.cat(parts)  # [N, D]
        return functional.normalize(features[order.argsort().to(device)].float(), dim=-1)

    @staticmethod
    def _shared(tokens: Tensor, ends: Tensor) -> int:
        """How many leading positions all texts have in common, their ends excluded."""
        if len(tokens) == 1:
            return 0
        same = (tokens == tokens[0]).all(dim=0)  # [L]
        common = len(same) if bool(same.all()) else int(same.int().argmin())
        return min(common, int(ends.min()))

    def _past(self, prefix: Tensor) -> list[KeysValues | None]:
        """Keys and values of the shared positions, per block a pair [1, H, P, W/H]; None where nothing is shared."""
        if len(prefix) == 0:
            return [None] * len(self.tower.transformer.resblocks)
        x = self._embed(prefix.unsqueeze(0).to(self.tower.positional_embedding.device), 0)  # [1, P, W]
        past: list[KeysValues | None] = []
        for block in self.tower.transformer.resblocks:
            passed = _block(block, x, None)
            x = passed.x
            past.append(passed.own)
        return past

    def _embed(self, tokens: Tensor, first: int) -> Tensor:
        dtype = self.tower.transformer.get_cast_dtype()
        places = self.tower.positional_embedding[first : first + tokens.shape[1]].to(dtype)  # [S, W]
        embedded: Tensor = self.tower.token_embedding(tokens).to(dtype) + places  # [B, S, W]
        return embedded

    def _run(self, tokens: Tensor, ends: Tensor, first: int, past: list[KeysValues | None]) -> Tensor:
        x = self._embed(tokens, first)  # [B, S, W]
        for block, keys_values in zip(self.tower.transformer.resblocks, past, strict=True):
            x = _block(block, x, keys_values).x
        final: Tensor = self.tower.ln_final(x[torch.arange(len(x), device=x.device), ends])  # [B, W]
        projection = self.tower.text_projection
        if projection is None:
            return final
        projected: Tensor = projection(final) if isinstance(projection, nn.Linear) else final @ projection  # [B, D]
        return projected


def _block(block: Any, x: Tensor, past: KeysValues | None) -> Passed:
    """One residual block over x [B, S, W] that also attends to `past`."""
    attention = block.attn
    batch, own, width = x.shape
    qkv = functional.linear(block.ln_1(x), attention.in_proj_weight, attention.in_proj_bias)  # [B, S, 3W]
    heads = attention.num_heads
    query, key, value = qkv.view(batch, own, 3, heads, width // heads).permute(2, 0, 3, 1, 4)  # each [B, H, S, W/H]
    keys, values = key, value
    if past is not None:
        keys = torch.cat([past.keys.expand(batch, -1, -1, -1), key], dim=2)  # [B, H, P + S, W/H]
        values = torch.cat([past.values.expand(batch, -1, -1, -1), value], dim=2)
    before = keys.shape[2] - own
    mask = torch.ones(own, before + own, dtype=torch.bool, device=x.device).tril(before)  # [S, P + S]
    seen = functional.scaled_dot_product_attention(query, keys, values, attn_mask=mask)  # [B, H, S, W/H]
    seen = attention.out_proj(seen.transpose(1, 2).reshape(batch, own, width))  # [B, S, W]
    x = x + block.ls_1(seen)
    return Passed(x + block.ls_2(block.mlp(block.ln_2(x))), KeysValues(key, value))
