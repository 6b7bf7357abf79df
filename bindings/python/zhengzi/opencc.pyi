# SPDX-License-Identifier: Apache-2.0
from typing_extensions import Buffer

__all__ = ["CONFIGS", "OpenCC", "__version__"]

__version__: str
CONFIGS: list[str]

class OpenCC:
    config: str
    def __init__(self, config: str = "t2s") -> None: ...
    def convert(self, text: str | Buffer) -> str: ...
