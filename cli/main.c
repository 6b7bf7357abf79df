/* SPDX-License-Identifier: Apache-2.0 */
/* The command zhengzi: opens the recipe, and passes the files through it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhengzi.h>

#include "convert.h"
#include "detect.h"
#include "info.h"
#include "message.h"
#include "progress.h"
#include "recipe.h"

/* ---- Output ----------------------------------------------------------- */

static const char *output_name(const options *o)
{
    return o->output != NULL && strcmp(o->output, "-") != 0 ? o->output : "standard output";
}

static bool open_output(const options *o, writer *out)
{
    int error = 0;

    memset(out, 0, sizeof *out);
    if (o->output != NULL && strcmp(o->output, "-") != 0)
        error = sys_output_open(&out->output, o->output);
    else
        sys_output_standard(&out->output);
    if (error != 0)
        message(output_name(o), "%s", sys_error_text(error));
    return error == 0;
}

/* Makes what was written last; where a file failed, a file named with -o stays what it was. */
static bool close_output(const options *o, writer *out, bool failed)
{
    bool replaces = out->output.temporary != NULL;
    int error;

    if (failed && replaces) {
        message(output_name(o), "not written, since not everything could be converted");
        sys_output_discard(&out->output);
        return false;
    }
    error = writer_flush(out);
    if (error != 0)
        sys_output_discard(&out->output);
    else
        error = sys_output_commit(&out->output, NULL);
    if (error != 0 && !sys_is_broken_pipe(error))
        message(output_name(o), "%s", sys_error_text(error));
    return error == 0;
}

/* ---- The run ---------------------------------------------------------- */

static int show_info(const options *o)
{
    static writer out;

    if (!open_output(o, &out))
        return EXIT_ERROR;
    if (o->command == COMMAND_HELP)
        info_help(&out);
    else if (o->command == COMMAND_VERSION)
        info_version(&out);
    else
        info_list(&out);
    return close_output(o, &out, false) ? EXIT_DONE : EXIT_ERROR;
}

/* False where there is no use in going on to the output's end. */
static bool convert_files(converter *c)
{
    static char standard_input[] = "-";
    const options *o = c->options;

    if (o->file_count == 0)
        return convert_file(c, standard_input) != OUTCOME_RUN_FAILED;
    for (int i = 0; i < o->file_count; i++)
        if (convert_file(c, o->files[i]) == OUTCOME_RUN_FAILED)
            return false;
    if (o->stats && o->file_count > 1)
        stats_say(&c->sum, "all", false);
    return true;
}

static int convert_with(const options *o, zz_stream *stream, char *chunk)
{
    static writer out;
    converter c;
    bool done;

    if (!open_output(o, &out))
        return EXIT_ERROR;
    memset(&c, 0, sizeof c);
    c.options = o;
    c.stream = stream;
    c.chunk = chunk;
    target_init(&c.target, o, &out, output_name(o));
    progress_init(sys_error_is_terminal() &&
                  !(sys_output_is_terminal() && o->mode != MODE_IN_PLACE && o->output == NULL));
    done = convert_files(&c);
    target_free(&c.target);
    if (!done)
        sys_output_discard(&out.output);
    else
        done = close_output(o, &out, c.failed);
    if (!done || c.failed)
        return EXIT_ERROR;
    return o->check && c.changed ? EXIT_CHANGES : EXIT_DONE;
}

static int convert(const options *o)
{
    zz_recipe *recipe = recipe_open(o);
    zz_stream *stream = NULL;
    char *chunk = malloc(CHUNK_SIZE);
    int code = EXIT_ERROR;
    int32_t status = ZZ_ERROR_MEMORY;

    if (recipe != NULL) {
        if (chunk != NULL)
            status = zz_stream_open(recipe, &stream);
        if (status == ZZ_OK)
            code = convert_with(o, stream, chunk);
        else
            message(NULL, "%s", zz_status_string(status));
    }
    zz_stream_close(stream);
    zz_recipe_close(recipe);
    free(chunk);
    return code;
}

static int detect(const options *o)
{
    static writer out;
    bool done;

    if (!open_output(o, &out))
        return EXIT_ERROR;
    done = detect_files(o, &out);
    return close_output(o, &out, !done) && done ? EXIT_DONE : EXIT_ERROR;
}

int main(int argc, char **argv)
{
    options o;

    sys_prepare();
    argv = sys_arguments(&argc, argv);
    if (argv == NULL) {
        message(NULL, "%s", zz_status_string(ZZ_ERROR_MEMORY));
        return EXIT_ERROR;
    }
    if (!options_read(&o, argc, argv))
        return EXIT_ERROR;
    if (o.command == COMMAND_CONVERT)
        return convert(&o);
    return o.command == COMMAND_DETECT ? detect(&o) : show_info(&o);
}
