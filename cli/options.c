/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zhengzi.h>

#include "message.h"
#include "system.h"

enum { OPTION_CHECK = 256, OPTION_DIFF, OPTION_COLOR, OPTION_STATS, OPTION_LIST, OPTION_INVALID,
       OPTION_NO_TOFU, OPTION_EDITS, OPTION_USER_DICT, OPTION_PROTECT, OPTION_FURNITURE,
       OPTION_DETECT, OPTION_BUILTIN_DICTS };

static const struct option known[] = {
    {"output", required_argument, NULL, 'o'},
    {"in-place", no_argument, NULL, 'w'},
    {"check", no_argument, NULL, OPTION_CHECK},
    {"diff", no_argument, NULL, OPTION_DIFF},
    {"edits", no_argument, NULL, OPTION_EDITS},
    {"color", optional_argument, NULL, OPTION_COLOR},
    {"stats", no_argument, NULL, OPTION_STATS},
    {"list", no_argument, NULL, OPTION_LIST},
    {"invalid", required_argument, NULL, OPTION_INVALID},
    {"no-tofu", no_argument, NULL, OPTION_NO_TOFU},
    {"user-dict", required_argument, NULL, OPTION_USER_DICT},
    {"builtin-dicts", no_argument, NULL, OPTION_BUILTIN_DICTS},
    {"protect", required_argument, NULL, OPTION_PROTECT},
    {"furniture", required_argument, NULL, OPTION_FURNITURE},
    {"detect", optional_argument, NULL, OPTION_DETECT},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},
    {NULL, 0, NULL, 0},
};

static const char hint[] = "'zhengzi --help' says what there is";

typedef struct reading {
    options *o;
    bool in_place, check, diff, edits;
    const char *color;
} reading;

static bool read_invalid(options *o, const char *word)
{
    static const char *const words[] = {"pass", "error", "replace", "drop"}; /* ZZ_INVALID_* */
    uint32_t i;

    o->invalid_chosen = true;
    for (i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) == 0) {
            o->invalid = i;
            return true;
        }
    }
    message(NULL, "--invalid takes pass, error, replace or drop, not '%s'", word);
    return false;
}

static bool read_color(reading *r, const char *word)
{
    r->color = word != NULL ? word : "always";
    if (strcmp(r->color, "auto") == 0 || strcmp(r->color, "always") == 0 ||
        strcmp(r->color, "never") == 0)
        return true;
    message(NULL, "--color takes auto, always or never, not '%s'", r->color);
    return false;
}

static bool read_detect(options *o, const char *word)
{
    o->command = COMMAND_DETECT;
    if (word == NULL || strcmp(word, "files") == 0 || strcmp(word, "lines") == 0) {
        o->by_line = word != NULL && strcmp(word, "lines") == 0;
        return true;
    }
    message(NULL, "--detect takes files or lines, not '%s'", word);
    return false;
}

/* getopt_long gave '?' or ':'. argument: the one it was reading. */
static bool refuse(int code, const char *argument)
{
    if (optopt > 0 && optopt < 256 && strncmp(argument, "--", 2) != 0)
        message(NULL, code == ':' ? "option -%c needs an argument; %s" : "no option -%c; %s",
                optopt, hint);
    else if (code == ':')
        message(NULL, "option '%s' needs an argument; %s", argument, hint);
    else if (optopt != 0)
        message(NULL, "option '%s' takes no argument; %s", argument, hint);
    else
        message(NULL, "no option '%s', or it is short for several; %s", argument, hint);
    return false;
}

static bool add_file(file_list *list, const char *option)
{
    if (list->count == MOST_LISTS) {
        message(NULL, "%s can be given %d times", option, MOST_LISTS);
        return false;
    }
    list->paths[list->count++] = optarg;
    return true;
}

static bool read_option(reading *r, int code, const char *argument)
{
    switch (code) {
    case 'o':
        r->o->output = optarg;
        return true;
    case 'w':
        return r->in_place = true;
    case 'h':
        r->o->command = COMMAND_HELP;
        return true;
    case 'V':
        r->o->command = COMMAND_VERSION;
        return true;
    case OPTION_LIST:
        r->o->command = COMMAND_LIST;
        return true;
    case OPTION_DETECT:
        return read_detect(r->o, optarg);
    case OPTION_CHECK:
        return r->check = true;
    case OPTION_DIFF:
        return r->diff = true;
    case OPTION_EDITS:
        return r->edits = true;
    case OPTION_COLOR:
        return read_color(r, optarg);
    case OPTION_STATS:
        return r->o->stats = true;
    case OPTION_INVALID:
        return read_invalid(r->o, optarg);
    case OPTION_NO_TOFU:
        r->o->flags |= ZZ_NO_TOFU;
        return true;
    case OPTION_USER_DICT:
        return add_file(&r->o->dictionaries, "--user-dict");
    case OPTION_BUILTIN_DICTS:
        r->o->flags |= ZZ_BUILTIN_DICTIONARIES;
        return true;
    case OPTION_PROTECT:
        return add_file(&r->o->protect, "--protect");
    case OPTION_FURNITURE:
        return add_file(&r->o->furniture, "--furniture");
    default:
        return refuse(code, argument);
    }
}

static bool want_colour(const char *when)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");

    if (when != NULL && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    return (no_color == NULL || *no_color == '\0') && sys_output_is_terminal() &&
           terminal != NULL && strcmp(terminal, "dumb") != 0;
}

/* What can't be had together. */
static bool agree(const reading *r)
{
    const char *wrong = NULL;

    if (r->in_place && r->o->output != NULL)
        wrong = "-w and -o do not go together";
    else if (r->in_place && (r->check || r->diff))
        wrong = "-w writes, --check and --diff do not: take one or the other";
    else if (r->o->output != NULL && (r->check || r->diff))
        wrong = "-o writes the result, --check and --diff have none: take one or the other";
    else if (r->edits && (r->in_place || r->check || r->diff))
        wrong = "--edits writes the edits alone: not with -w, --check or --diff";
    else if (r->o->output != NULL && *r->o->output == '\0')
        wrong = "-o needs the name of a file";
    for (int i = 0; wrong == NULL && r->in_place && i <= r->o->file_count; i++)
        if (r->o->file_count == 0 || (i < r->o->file_count && strcmp(r->o->files[i], "-") == 0))
            wrong = "-w rewrites files, and standard input is none";
    if (wrong != NULL)
        message(NULL, "%s", wrong);
    return wrong == NULL;
}

bool options_read(options *o, int argc, char **argv)
{
    reading r = {o, false, false, false, false, NULL};
    int code;

    memset(o, 0, sizeof *o);
    opterr = 0;
    for (;;) {
        int at = optind;
        code = getopt_long(argc, argv, ":o:whV", known, NULL);
        if (code == -1)
            break;
        if (!read_option(&r, code, argv[optind > at ? optind - 1 : at]))
            return false;
    }
    if (o->command == COMMAND_DETECT) {
        o->files = argv + optind;
        o->file_count = argc - optind;
        if (r.in_place || r.check || r.diff || r.edits)
            message(NULL, "--detect writes what it finds: not with -w, --check, --diff or --edits");
        return !(r.in_place || r.check || r.diff || r.edits);
    }
    if (o->command != COMMAND_CONVERT) {
        if (optind < argc)
            message(NULL, "'%s' is one argument too many; %s", argv[optind], hint);
        return optind >= argc;
    }
    if (optind >= argc) {
        message(NULL, "no recipe, as in 'zhengzi s2tw FILE'; %s", hint);
        return false;
    }
    o->recipe = argv[optind];
    o->files = argv + optind + 1;
    o->file_count = argc - optind - 1;
    o->check = r.check;
    o->mode = r.in_place ? MODE_IN_PLACE
              : r.diff   ? MODE_DIFF
              : r.check  ? MODE_CHECK
              : r.edits  ? MODE_EDITS
                         : MODE_WRITE;
    o->colour = r.diff && want_colour(r.color);
    return agree(&r);
}
