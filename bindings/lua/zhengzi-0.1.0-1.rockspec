-- SPDX-License-Identifier: Apache-2.0
-- For `luarocks make` in this folder, with the library installed: ./dev install, or where
-- ZHENGZI_DIR says. bindings/lua/tests/rock.py tries it.
rockspec_format = "3.0"
package = "zhengzi"
version = "0.1.0-1"
source = {
  url = "file://zhengzi-0.1.0.tar.gz", -- a release's archive
  dir = "zhengzi-0.1.0/bindings/lua",
}
description = {
  summary = "Conversion of Chinese text between its scripts, and its clean-up",
  detailed = [[
    Simplified, Traditional (OpenCC's standard, Taiwan, Hong Kong) and Japanese forms, byte for byte
    as OpenCC converts; clean-up of text from the web, PDFs and OCR; edits with positions, streams,
    detection, alternatives.]],
  license = "Apache-2.0",
  labels = { "chinese", "unicode", "text", "opencc" },
}
supported_platforms = { "unix" }
dependencies = { "lua >= 5.1, < 5.5" }
external_dependencies = {
  ZHENGZI = { header = "zhengzi.h", library = "zhengzi" },
}
build = {
  type = "builtin",
  modules = {
    zhengzi = {
      sources = {
        "alternatives.c", "converter.c", "detect.c", "edit.c", "errors.c", "lines.c", "lzhengzi.c", "object.c", "options.c",
        "ranges.c", "result.c", "stream.c",
      },
      libraries = { "zhengzi" },
      incdirs = { "$(ZHENGZI_INCDIR)" },
      libdirs = { "$(ZHENGZI_LIBDIR)" },
    },
  },
}
