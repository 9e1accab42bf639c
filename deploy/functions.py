"""The functions' zips: whether they are built, and for which processor."""

import struct
import zipfile
from pathlib import Path
from typing import Any

import stacks
import template
from findings import Findings

ZIP = template.ROOT / "target" / "function.zip"
NATIVE = template.ROOT / template.NATIVE_ZIP
# Values of Architecture by e_machine of an ELF file's header: EM_X86_64 and EM_AARCH64 of elf.h.
PROCESSORS = {62: "x86_64", 183: "arm64"}


def check(architecture: str, native: bool, findings: Findings) -> None:
    """Whether the zips are there that a deployment takes, and a native program is for this processor; `native`: of the two builds."""
    findings.add(ZIP.is_file(), "functions: target/function.zip" + ("" if ZIP.is_file() else " is missing; make it with: mvn package -Dlambda"))
    if not native:
        return
    if not NATIVE.is_file():
        findings.add(False, f"functions: {template.NATIVE_ZIP} is missing; make it with: mvn package -Dlambda -Dnative")
        return
    built = processor_of(NATIVE)
    if built == architecture:
        findings.add(True, f"functions: {template.NATIVE_ZIP}, for {built}")
    elif built in PROCESSORS.values():
        findings.add(False, f"functions: {template.NATIVE_ZIP} was built for {built}; give Architecture={built}, or build it where the processor is {architecture}")
    else:
        findings.add(False, f"functions: {template.NATIVE_ZIP} has no program for Lambda: its bootstrap is {built}")


def tell_kind(session: Any, stack: str, native: bool, findings: Findings) -> None:
    """Notes that a stack with native functions would get functions for the JVM; `native`: the deployment is of native ones."""
    try:
        made_native = template.NATIVE_RUNTIME in stacks.template_of(session.client("cloudformation"), stack)
    except stacks.CannotTell as e:
        findings.note(f"functions: it cannot be read whether those of the stack are native: {e}")
        return
    if made_native and not native:
        findings.note(f"functions: those of the stack {stack} are native, and this deploys functions for the JVM; to keep native ones: deploy/up native")


def processor_of(path: Path) -> str:
    """The value of Architecture that a native zip's program was built for, or in words what its `bootstrap` is instead."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("bootstrap") as program:
            header = program.read(20)
    except KeyError:
        return "missing"
    if len(header) < 20 or header[:4] != b"\x7fELF":
        return "no Linux program"
    (machine,) = struct.unpack("<H" if header[5] == 1 else ">H", header[18:20])
    return PROCESSORS.get(machine, f"for processor {machine} of elf.h")
