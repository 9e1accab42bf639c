"""Where the model runs: one GPU in half precision if the server gave us one, else all cores in single precision."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch

from threads import cores

KINDS = {"fp16": torch.float16, "bf16": torch.bfloat16, "fp32": torch.float32}


@dataclass(frozen=True)
class Hardware:
    device: torch.device
    dtype: torch.dtype

    @property
    def precision(self) -> str:
        """The name of the dtype: fp16, bf16 or fp32."""
        return next(name for name, kind in KINDS.items() if kind == self.dtype)


def choose(options: Mapping[str, str], half: str = "fp16") -> Hardware:
    """By the server's device_id and the option dtype: auto, fp16, bf16 or fp32.

    auto is `half` on a GPU, fp16 where the GPU cannot do bf16 or only emulates it, as a T4, and fp32 on the CPU.

    @raises ValueError for another dtype
    """
    gpu = torch.cuda.is_available() and str(options.get("device_id", "0")) != "-1"
    device = torch.device(f"cuda:{options.get('device_id', 0)}" if gpu else "cpu")
    wish = options.get("dtype", "auto")
    if wish not in ("auto", *KINDS):
        raise ValueError(f"option.dtype must be auto, {', '.join(KINDS)}, not {wish}")
    if not gpu:
        torch.set_num_threads(cores())  # the server's start script allows one thread only
    if wish == "auto":
        has_bf16 = gpu and torch.cuda.is_bf16_supported(including_emulation=False)
        wish = ("fp16" if half == "bf16" and not has_bf16 else half) if gpu else "fp32"
    return Hardware(device, KINDS[wish])


def check_finite(values: torch.Tensor, what: str) -> None:
    """@raises ArithmeticError when `what` has an answer that is NaN or infinite: it must not go into service"""
    if not bool(torch.isfinite(values).all()):
        raise ArithmeticError(f"{what} answers NaN or Inf: its weights are damaged, or option.dtype is too small for them")
