"""Where the model runs: one GPU in half precision if the server gave us one, else all cores in single precision."""

import os

import torch


def choose(properties):
    """(device, dtype) from the server's device_id and the option dtype (auto, fp16 or fp32)."""
    gpu = torch.cuda.is_available() and str(properties.get("device_id", "0")) != "-1"
    device = torch.device(f"cuda:{properties.get('device_id', 0)}" if gpu else "cpu")
    wish = properties.get("dtype", "auto")
    if wish not in ("auto", "fp16", "fp32"):
        raise ValueError(f"option.dtype must be auto, fp16 or fp32, not {wish}")
    if not gpu:
        torch.set_num_threads(cores())  # the server's start script allows one thread only
    return device, torch.float16 if wish == "fp16" or (gpu and wish == "auto") else torch.float32


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
