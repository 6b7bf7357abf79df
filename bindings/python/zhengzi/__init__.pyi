# SPDX-License-Identifier: Apache-2.0
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, Generic, Literal, NamedTuple, Protocol, TypeVar, final, overload

from typing_extensions import Buffer

__all__ = [
    "Alternative",
    "ArrowArray",
    "ArrowStream",
    "Converter",
    "Detection",
    "DictionaryError",
    "Edit",
    "Edits",
    "Error",
    "InvalidTextError",
    "RecipeError",
    "RecipeInfo",
    "Stream",
    "Suggestion",
    "alternatives",
    "convert",
    "data_version",
    "detect",
    "recipes",
    "version",
]

__version__: str
version: str
data_version: str

_Text = TypeVar("_Text", str, bytes)

class Error(ValueError):
    offset: int | None
    index: int | None

class RecipeError(Error): ...
class DictionaryError(Error): ...
class InvalidTextError(Error): ...

class _HasArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[object, object]: ...

class _HasStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> object: ...

@final
class ArrowArray:
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...

@final
class ArrowStream:
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

class Alternative(NamedTuple, Generic[_Text]):
    text: _Text
    score: float | None

class Edit(NamedTuple, Generic[_Text]):
    start: int
    end: int
    target_start: int
    target_end: int
    before: _Text
    after: _Text
    step: str
    operation: str
    steps: tuple[int, ...]
    score: float | None = None
    alternatives: tuple[Alternative[_Text], ...] = ()

class Suggestion(NamedTuple, Generic[_Text]):
    start: int
    end: int
    target_start: int
    target_end: int
    text: _Text
    step: str
    score: float | None
    alternatives: tuple[Alternative[_Text], ...]

@final
class Edits(Generic[_Text]):
    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Edit[_Text]: ...
    def __iter__(self) -> Iterator[Edit[_Text]]: ...
    @property
    def before(self) -> _Text: ...
    @property
    def after(self) -> _Text: ...
    @property
    def suggestions(self) -> list[Suggestion[_Text]]: ...
    def forward(self, offset: int, /) -> int: ...
    def back(self, offset: int, /) -> int: ...
    def apply(self, chosen: Iterable[int], /) -> _Text: ...

@final
class Stream(Generic[_Text]):
    @overload
    def feed(self: Stream[str], chunk: str, /) -> str: ...
    @overload
    def feed(self: Stream[bytes], chunk: Buffer, /) -> bytes: ...
    def end(self) -> _Text: ...
    def reset(self) -> None: ...

_Invalid = Literal["pass", "error", "replace", "drop"]

@final
class Converter:
    def __new__(
        cls,
        recipe: str,
        *,
        dictionary: str | Mapping[str, str] | None = None,
        protect: str | Iterable[str] | None = None,
        furniture: str | Iterable[str] | None = None,
        invalid: _Invalid = "pass",
        tofu: bool = True,
    ) -> Converter: ...
    @classmethod
    def from_config(
        cls,
        path: str | bytes | PathLike[str] | PathLike[bytes],
        *,
        builtin_dictionaries: bool = False,
        dictionary: str | Mapping[str, str] | None = None,
        protect: str | Iterable[str] | None = None,
        furniture: str | Iterable[str] | None = None,
        invalid: _Invalid = "pass",
        tofu: bool = True,
    ) -> Converter: ...
    @property
    def recipe(self) -> str: ...
    @property
    def dictionary(self) -> str | None: ...
    @property
    def protect(self) -> str | None: ...
    @property
    def furniture(self) -> str | None: ...
    @property
    def invalid(self) -> _Invalid: ...
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
    def convert_many(
        self, texts: Iterable[_Text], /, *, threads: int | None = None
    ) -> list[_Text]: ...
    @overload
    def convert_arrow(
        self, strings: _HasArray, /, *, threads: int | None = None
    ) -> ArrowArray: ...
    @overload
    def convert_arrow(
        self, strings: _HasStream, /, *, threads: int | None = None
    ) -> ArrowStream: ...
    def convert_chunks(self, chunks: Iterable[_Text]) -> Iterator[_Text]: ...
    def convert_file(
        self,
        src: str | bytes | PathLike[str] | PathLike[bytes],
        dst: str | bytes | PathLike[str] | PathLike[bytes],
        *,
        progress: Callable[[int, int], object] | None = None,
    ) -> None: ...
    @overload
    def alternatives(self, text: str, /) -> list[str]: ...
    @overload
    def alternatives(self, text: Buffer, /) -> list[bytes]: ...
    @overload
    def edits(self, text: str, /, *, alternatives: bool = False) -> Edits[str]: ...
    @overload
    def edits(self, text: Buffer, /, *, alternatives: bool = False) -> Edits[bytes]: ...
    @overload
    def stream(self, *, binary: Literal[False] = False) -> Stream[str]: ...
    @overload
    def stream(self, *, binary: Literal[True]) -> Stream[bytes]: ...
    def __getnewargs_ex__(self, /) -> tuple[tuple[str], dict[str, object]]: ...

@overload
def convert(text: str, recipe: str) -> str: ...
@overload
def convert(text: Buffer, recipe: str) -> bytes: ...
@overload
def alternatives(text: str, recipe: str) -> list[str]: ...
@overload
def alternatives(text: Buffer, recipe: str) -> list[bytes]: ...

class Detection(NamedTuple):
    script: Literal["none", "either", "simplified", "traditional", "mixed", "japanese"]
    script_score: float
    region: Literal["none", "taiwan", "hong-kong"]
    region_score: float
    han: int
    simplified: int
    traditional: int
    japanese: int
    kana: int
    taiwan: int
    hong_kong: int

def detect(text: str | Buffer, /) -> Detection: ...

class RecipeInfo(NamedTuple):
    name: str
    kind: Literal["conversion", "step", "preset"]
    summary: str

def recipes() -> list[RecipeInfo]: ...
