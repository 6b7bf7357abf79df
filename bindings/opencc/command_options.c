/* SPDX-License-Identifier: Apache-2.0 */
#include "command_options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <zhengzi.h>

#include "message.h"
#include "opencc.h"

enum { NO_FLUSH = 256, IN_PLACE, TOFU, PATH, VERSION, NOT_HERE };

static const struct option long_options[] = {
    {"config", required_argument, NULL, 'c'},
    {"input", required_argument, NULL, 'i'},
    {"output", required_argument, NULL, 'o'},
    {"noflush", required_argument, NULL, NO_FLUSH},
    {"in-place", no_argument, NULL, IN_PLACE},
    {"include-tofu-risk-dictionaries", no_argument, NULL, TOFU},
    {"path", required_argument, NULL, PATH},
    {"version", no_argument, NULL, VERSION},
    {"help", no_argument, NULL, 'h'},
    {"ignore_rest", no_argument, NULL, '-'},
    {"segmentation", no_argument, NULL, NOT_HERE},
    {"inspect", no_argument, NULL, NOT_HERE},
    {"ambiguities", no_argument, NULL, NOT_HERE},
    {"measured_result", required_argument, NULL, NOT_HERE},
    {"resource-zip", required_argument, NULL, NOT_HERE},
    {NULL, 0, NULL, 0},
};

static const char help[] =
    "Usage: zhengzi-opencc [-c CONFIG] [-i FILE] [-o FILE] [--in-place]\n"
    "\n"
    "Converts text as OpenCC's command does, with zhengzi.\n"
    "\n"
    "  -c, --config CONFIG   the conversion, as s2t.json (which it is if none is named) or s2t;\n"
    "                        or a file; or a recipe of zhengzi's, as clean,s2tw:context\n"
    "  -i, --input FILE      what to convert; standard input if not given\n"
    "  -o, --output FILE     where to; standard output if not given\n"
    "      --in-place        the output may be the input\n"
    "      --include-tofu-risk-dictionaries\n"
    "                        use characters too that few fonts have\n"
    "      --noflush BOOL    1: write no sooner than there is much to write\n"
    "      --path FOLDER     look there too for a configuration that is a file\n"
    "      --                what follows is not looked at\n"
    "      --version, -h, --help\n"
    "\n"
    "Conversions:\n";

static command say_help(void)
{
    const char *name, *summary;
    uint32_t kind, i;

    fputs(help, stdout);
    for (i = 0; zz_catalog(NULL, i, &kind, &name, &summary) == ZZ_OK; i++)
        if (kind == ZZ_CATALOG_CONVERSION)
            printf("  %-12s %s\n", name, summary);
    return COMMAND_INFO;
}

static command say_version(void)
{
    printf("zhengzi-opencc %s\nDictionaries: %s\n", zz_version_string(), zz_data_version(NULL));
    return COMMAND_INFO;
}

static bool set_once(const char **value, const char *argument, const char *option)
{
    if (*value != NULL) {
        message(NULL, "%s is given twice", option);
        return false;
    }
    *value = argument;
    return true;
}

static bool set_no_flush(command_options *o, const char *argument)
{
    if (strcmp(argument, "0") != 0 && strcmp(argument, "1") != 0) {
        message(NULL, "--noflush takes 0 or 1, not '%s'", argument);
        return false;
    }
    o->no_flush = argument[0] == '1';
    return true;
}

static bool add_folder(command_options *o, const char *path)
{
    size_t room = sizeof o->folders / sizeof *o->folders - 1, i = 0;

    while (o->folders[i] != NULL)
        i++;
    if (i == room) {
        message(NULL, "--path is given more than %u times", (unsigned)room);
        return false;
    }
    o->folders[i] = path;
    return true;
}

static bool take(command_options *o, int option, const char *name)
{
    switch (option) {
    case 'c':
        return set_once(&o->config, optarg, "-c");
    case 'i':
        return set_once(&o->input, optarg, "-i");
    case 'o':
        return set_once(&o->output, optarg, "-o");
    case NO_FLUSH:
        return set_no_flush(o, optarg);
    case IN_PLACE:
        o->in_place = true;
        return true;
    case TOFU:
        o->flags &= ~ZZ_NO_TOFU;
        return true;
    case PATH:
        return add_folder(o, optarg);
    case NOT_HERE:
        message(NULL, "--%s is OpenCC's alone; zhengzi --edits shows what is changed and what else "
                      "it could be", name);
        return false;
    default:
        message(NULL, "-h shows the options");
        return false;
    }
}

static const char *dash_is_none(const char *path)
{
    return path != NULL && strcmp(path, "-") == 0 ? NULL : path;
}

command command_options_read(command_options *o, int argc, char **argv)
{
    int option, which = 0;

    memset(o, 0, sizeof *o);
    o->flags = ZZ_NO_TOFU; /* OpenCC's command leaves them out, its library does not */
    while ((option = getopt_long(argc, argv, "+c:i:o:h", long_options, &which)) != -1) {
        if (option == '-')
            break;
        if (option == 'h')
            return say_help();
        if (option == VERSION)
            return say_version();
        if (!take(o, option, long_options[which].name))
            return COMMAND_WRONG;
    }
    if (option == -1 && optind < argc && strcmp(argv[optind - 1], "--") != 0) {
        message(argv[optind], "not an option; -i names the file to convert");
        return COMMAND_WRONG;
    }
    if (o->config == NULL)
        o->config = OPENCC_DEFAULT_CONFIG_SIMP_TO_TRAD;
    o->input = dash_is_none(o->input);
    o->output = dash_is_none(o->output);
    return COMMAND_CONVERT;
}
