"""The modules of an artifact import each other in one direction only, those imported for their types included."""

import ast
import graphlib

import pack
import pytest


def imported(source: bytes) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_no_modules_import_each_other_in_a_circle(name):
    modules = {path.removesuffix(".py"): source for path, source in pack.contents(name).items() if path.endswith(".py")}
    ordered = graphlib.TopologicalSorter({module: imported(source) & modules.keys() for module, source in modules.items()})

    order = list(ordered.static_order())  # raises CycleError, which names the modules

    assert order[-1] == "model" and len(order) == len(modules)
