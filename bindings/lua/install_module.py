#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""install_module.py MODULE FOLDER: copies zhengzi-LUA.so into FOLDER, under DESTDIR where that is
set, by the name that require "zhengzi" looks for. For Meson, which cannot rename what it installs."""

import os
import shutil
import sys
from pathlib import Path


def main(module, folder):
    place = Path(os.environ.get("DESTDIR", "") + folder)
    target = place / ("zhengzi" + Path(module).suffix)
    if "MESON_INSTALL_DRY_RUN" not in os.environ:
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(module, target)
        target.chmod(0o755 if target.suffix == ".dll" else 0o644)
    if "MESON_INSTALL_QUIET" not in os.environ:
        print(f"Installing {module} to {target}")


if __name__ == "__main__":
    main(*sys.argv[1:])
