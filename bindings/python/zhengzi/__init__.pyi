# SPDX-License-Identifier: Apache-2.0
from typing import Literal, NamedTuple, final, overload

from typing_extensions import Buffer

__all__ = [
    "Converter",
    "Error",
    "InvalidTextError",
    "RecipeError",
    "RecipeInfo",
    "convert",
    "data_version",
    "recipes",
    "version",
]

__version__: str
version: str
data_version: str

class Error(ValueError):
    offset: int | None

class RecipeError(Error): ...
class InvalidTextError(Error): ...

@final
class Converter:
    def __new__(
        cls, recipe: str, *, invalid: Literal["pass", "error"] = "pass", tofu: bool = True
    ) -> Converter: ...
    @property
    def recipe(self) -> str: ...
    @property
    def invalid(self) -> Literal["pass", "error"]: ...
    @property
    def tofu(self) -> bool: ...
    @overload
    def convert(self, text: str, /) -> str: ...
    @overload
    def convert(self, text: Buffer, /) -> bytes: ...
    @overload
    def __call__(self, text: str, /) -> str: ...
    @overload
    def __call__(self, text: Buffer, /) -> bytes: ...
    def __getnewargs_ex__(self, /) -> tuple[tuple[str], dict[str, object]]: ...

@overload
def convert(text: str, recipe: str) -> str: ...
@overload
def convert(text: Buffer, recipe: str) -> bytes: ...

class RecipeInfo(NamedTuple):
    name: str
    kind: Literal["conversion", "step", "preset"]
    summary: str

def recipes() -> list[RecipeInfo]: ...
