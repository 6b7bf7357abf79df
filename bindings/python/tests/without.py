# SPDX-License-Identifier: Apache-2.0
"""What the build left out: tests of it hold the module to saying so, or are skipped."""

import os

import pytest

WITHOUT = os.environ.get("ZZ_WITHOUT", "").split()
needs_context = pytest.mark.skipif("context" in WITHOUT, reason="built without the context model")
