# SPDX-License-Identifier: Apache-2.0
"""The types in __init__.pyi are of what there is, no less and no more."""

import ast
from pathlib import Path

import zhengzi

STUB = ast.parse(Path(zhengzi.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))


def described(body):
    names = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign):
            names.add(node.target.id)
    return names


def test_module():
    assert described(STUB.body) == {*zhengzi.__all__, "__version__"}


def test_converter():
    stub, = (node for node in STUB.body if getattr(node, "name", None) == "Converter")
    names = described(stub.body)
    there = vars(zhengzi.Converter).keys()
    assert names <= there
    assert {name for name in there if not name.startswith("_")} <= names
    assert (Path(zhengzi.__file__).parent / "py.typed").exists()
