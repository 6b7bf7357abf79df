/* SPDX-License-Identifier: Apache-2.0 */
#include "info.h"

#include <stdio.h>
#include <string.h>
#include <zhengzi.h>

#define TEXT_OF(x) #x
#define NUMBER_TEXT(x) TEXT_OF(x)
#define MAJOR NUMBER_TEXT(ZZ_VERSION_MAJOR)
#define MINOR NUMBER_TEXT(ZZ_VERSION_MINOR)
#define PATCH NUMBER_TEXT(ZZ_VERSION_PATCH)

static const char help[] =
    "Usage: zhengzi [OPTION]... RECIPE [FILE]...\n"
    "       zhengzi --detect[=lines] [FILE]...\n"
    "       zhengzi --list | --help | --version\n"
    "\n"
    "Converts Chinese text, UTF-8, between Simplified, Traditional (OpenCC standard,\n"
    "Taiwan, Hong Kong) and Japanese forms, and cleans it. RECIPE is a\n"
    "comma-separated list of steps, as s2tw or clean,s2tw, or a configuration in\n"
    "OpenCC's form, as ./my.json. Without FILE, or where FILE is -, standard input\n"
    "is read. The result goes to standard output.\n"
    "\n"
    "  -o, --output=FILE     write the result to FILE, at one stroke at the end\n"
    "  -w, --in-place        rewrite the files themselves, each at one stroke\n"
    "      --check           write nothing; name the files that would change, exit 1\n"
    "                        where there are any\n"
    "      --diff            write what would change as a unified diff\n"
    "      --edits           write what was changed, a JSON object a line\n"
    "      --color[=WHEN]    colour the diff: auto (the default), always or never\n"
    "      --invalid=WHAT    ill-formed UTF-8: pass copies it through, error stops,\n"
    "                        replace makes it U+FFFD, drop deletes it; by default\n"
    "                        it passes with a warning, but no file is rewritten\n"
    "      --no-tofu         leave out characters that few fonts can show\n"
    "      --user-dict=FILE  words of your own, KEY TAB VALUE, that go before all\n"
    "      --builtin-dicts   dictionaries that a configuration names and that are\n"
    "                        not there as text are those inside, as STPhrases\n"
    "      --protect=FILE    words that nothing may change, a line each\n"
    "      --furniture=FILE  more lines for the step furniture to delete; like the\n"
    "                        two lists above it may be given several times\n"
    "      --stats           say on standard error what each file held, and the time\n"
    "      --detect[=WHAT]   say which script and region the files are in, or\n"
    "                        with lines each line; there is no RECIPE then\n"
    "      --list            list conversions, steps and presets\n"
    "  -h, --help            say this\n"
    "  -V, --version         say the versions: command, library, dictionaries\n"
    "\n"
    "Exit status: 0 done, 1 something would change (--check), 2 an error.\n";

void info_help(writer *out)
{
    writer_text(out, help);
}

void info_version(writer *out)
{
    writer_text(out, "zhengzi " MAJOR "." MINOR "." PATCH "\nlibrary ");
    writer_text(out, zz_version_string());
    writer_text(out, "\ndictionaries ");
    writer_text(out, zz_data_version(NULL));
    writer_text(out, "\n");
}

static void list_kind(writer *out, uint32_t wanted, const char *title, size_t width)
{
    static const char spaces[] = "                                ";
    const char *name, *summary;
    uint32_t kind;

    for (uint32_t i = 0; zz_catalog(NULL, i, &kind, &name, &summary) == ZZ_OK; i++) {
        size_t size = strlen(name);
        if (kind != wanted)
            continue;
        writer_text(out, title);
        title = "";
        writer_text(out, "  ");
        writer_text(out, name);
        for (size_t pad = width > size ? width - size : 0; pad > 0;) {
            size_t n = pad < sizeof spaces - 1 ? pad : sizeof spaces - 1;
            writer_bytes(out, spaces, n);
            pad -= n;
        }
        writer_text(out, "  ");
        writer_text(out, summary);
        writer_text(out, "\n");
    }
}

void info_list(writer *out)
{
    const char *name;
    size_t width = 0;

    for (uint32_t i = 0; zz_catalog(NULL, i, NULL, &name, NULL) == ZZ_OK; i++)
        if (strlen(name) > width)
            width = strlen(name);
    list_kind(out, ZZ_CATALOG_CONVERSION, "Conversions\n", width);
    list_kind(out, ZZ_CATALOG_STEP, "Steps\n", width);
    list_kind(out, ZZ_CATALOG_PRESET, "Presets\n", width);
}
