/* SPDX-License-Identifier: Apache-2.0 */
/* A command line that takes what OpenCC's takes, for scripts that call opencc. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhengzi.h>

#include "command_options.h"
#include "configuration.h"
#include "lead_check.h"
#include "message.h"
#include "system.h"
#include "writer.h"

#define CHUNK_SIZE ((size_t)256 * 1024)

/* A text on its way through. */
typedef struct passage {
    const command_options *options;
    configuration configuration;
    zz_stream *stream;
    lead_check check;
    char *chunk;
    sys_input input;
    const sys_identity *replaced; /* the input, where it is the output too */
    writer out;
} passage;

static bool said(const char *name, const char *why)
{
    message(name, "%s", why);
    return false;
}

static const char *input_name(const passage *p)
{
    return p->options->input != NULL ? p->options->input : "standard input";
}

static const char *output_name(const passage *p)
{
    return p->options->output != NULL ? p->options->output : "standard output";
}

/* ---- The ends --------------------------------------------------------- */

static bool open_input(passage *p)
{
    int error = sys_input_open(&p->input, p->options->input, false);

    if (error != 0)
        return said(input_name(p), sys_error_text(error));
    if (p->input.terminal)
        message(NULL, "reading what is typed; Ctrl+D at the beginning of a line ends it");
    return true;
}

/* The output may be the input; only with leave, as OpenCC has it. */
static bool open_output(passage *p)
{
    const char *path = p->options->output;
    int error = SYS_ERROR_CHANGED;

    if (path == NULL) {
        sys_output_standard(&p->out.output);
        return true;
    }
    if (p->input.regular)
        error = sys_output_open_in_place(&p->out.output, path, &p->input);
    if (error == SYS_ERROR_CHANGED) {
        error = sys_output_open(&p->out.output, path);
    } else if (error == 0 && !p->options->in_place) {
        sys_output_discard(&p->out.output);
        return said(path, "it is input and output at once; --in-place allows that");
    } else {
        p->replaced = &p->input.identity;
    }
    return error == 0 || said(path, sys_error_text(error));
}

static bool close_output(passage *p, bool done)
{
    int error = writer_flush(&p->out);

    if (!done || error != 0)
        sys_output_discard(&p->out.output);
    else
        error = sys_output_commit(&p->out.output, p->replaced);
    if (error == 0)
        return done;
    /* whoever closed the other end of a pipe knows it */
    return sys_is_broken_pipe(error) ? false : said(output_name(p), sys_error_text(error));
}

/* ---- The way ---------------------------------------------------------- */

static bool check(passage *p, size_t size)
{
    char words[LEAD_CHECK_WORDS];

    if (!p->configuration.refuses || lead_check_run(&p->check, p->chunk, size))
        return true;
    lead_check_say(&p->check, words);
    return said(input_name(p), words);
}

/* Not waiting for more than a chunk's worth: who reads may wait for a line. */
static bool write_out(passage *p, int32_t status, const char *text, size_t size)
{
    if (status != ZZ_OK)
        return said(input_name(p), zz_status_string(status));
    writer_bytes(&p->out, text, size);
    return p->options->no_flush ? p->out.error == 0 : writer_flush(&p->out) == 0;
}

static bool pass(passage *p)
{
    const char *text;
    size_t got, size;
    int32_t status;

    for (;;) {
        int error = sys_input_read(&p->input, p->chunk, CHUNK_SIZE, &got);

        if (error != 0)
            return said(input_name(p), sys_error_text(error));
        if (got == 0)
            break;
        if (!check(p, got))
            return false;
        status = zz_stream_feed(p->stream, p->chunk, got, &text, &size);
        if (!write_out(p, status, text, size))
            return false;
    }
    status = zz_stream_end(p->stream, &text, &size, NULL);
    return write_out(p, status, text, size);
}

static bool convert(passage *p)
{
    bool done;

    p->chunk = malloc(CHUNK_SIZE);
    if (p->chunk == NULL || zz_stream_open(p->configuration.recipe, &p->stream) != ZZ_OK)
        return said(NULL, zz_status_string(ZZ_ERROR_MEMORY));
    if (!open_input(p))
        return false;
    done = open_output(p) && close_output(p, pass(p));
    sys_input_close(&p->input);
    return done;
}

/* The configuration as a file in a folder; FILE where it is not there. */
static int32_t open_in(passage *p, const char *folder)
{
    const char *name = p->options->config;
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    zz_error error;
    int32_t status;

    if (path == NULL)
        return ZZ_ERROR_FILE;
    snprintf(path, size, "%s/%s", folder, name);
    status = configuration_open(&p->configuration, path, p->options->flags, &error);
    free(path);
    if (status != ZZ_OK && status != ZZ_ERROR_FILE)
        said(NULL, error.message);
    return status;
}

static bool open_configuration(passage *p)
{
    const command_options *o = p->options;
    zz_error error;
    int32_t status = configuration_open(&p->configuration, o->config, o->flags, &error), other;
    size_t i;

    for (i = 0; status == ZZ_ERROR_FILE && o->folders[i] != NULL; i++) {
        other = open_in(p, o->folders[i]);
        if (other != ZZ_ERROR_FILE)
            return other == ZZ_OK;
    }
    return status == ZZ_OK || said(NULL, error.message);
}

static bool run(const command_options *o)
{
    static passage p;
    bool done;

    p.options = o;
    if (!open_configuration(&p))
        return false;
    done = convert(&p);
    zz_stream_close(p.stream);
    configuration_close(&p.configuration);
    free(p.chunk);
    return done;
}

static int memory_is_short(void)
{
    said(NULL, zz_status_string(ZZ_ERROR_MEMORY));
    return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    command_options o;

    sys_prepare();
    argv = sys_arguments(&argc, argv);
    if (argv == NULL)
        return memory_is_short();
    switch (command_options_read(&o, argc, argv)) {
    case COMMAND_CONVERT:
        return run(&o) ? EXIT_SUCCESS : EXIT_FAILURE;
    case COMMAND_INFO:
        return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
    case COMMAND_WRONG:
    default:
        return EXIT_FAILURE;
    }
}
