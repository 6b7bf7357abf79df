# SPDX-License-Identifier: Apache-2.0
"""The interface of the package opencc, so that its users change one line:

>>> from zhengzi.opencc import OpenCC
>>> OpenCC("s2t").convert("汉字")
'漢字'

A name that is none of OpenCC's own configurations is the path of a file of one's own.
"""

import os as _os

from . import Converter as _Converter, recipes as _recipes, version as __version__

__all__ = ["CONFIGS", "OpenCC", "__version__"]

CONFIGS = sorted(entry.name + ".json" for entry in _recipes() if entry.kind == "conversion")


class OpenCC:
    """A configuration by name, as "s2t" or "s2t.json", or by its path, as Converter.from_config opens it
    with builtin_dictionaries=True."""

    def __init__(self, config="t2s"):
        if not config.endswith(".json"):
            config += ".json"
        if config in CONFIGS:
            self._converter = _Converter(config[: -len(".json")])
        elif _os.path.exists(config):
            self._converter = _Converter.from_config(config, builtin_dictionaries=True)
        else:
            raise FileNotFoundError(f"no configuration {config}; there are {', '.join(CONFIGS)}")
        self.config = config

    def convert(self, text):
        """The text converted: a str, also for bytes in UTF-8."""
        converted = self._converter.convert(text)
        return converted if isinstance(converted, str) else converted.decode("utf-8")
