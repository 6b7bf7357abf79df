/* SPDX-License-Identifier: Apache-2.0 */
#include "detect.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <zhengzi.h>

#include "message.h"
#include "system.h"

/* What is read by now of one file. */
typedef struct detecting {
    const options *options;
    writer *out;
    const char *name; /* NULL: there is only one */
    zz_detection counts;
    zz_stream *bytes; /* goes over the text for what is ill-formed in it */
    uint64_t line; /* of the next, from 1 */
    size_t held;   /* bytes at the buffer's beginning, of a character that goes on */
    char buffer[64 * 1024];
} detecting;

static void write_one(detecting *d, uint64_t line)
{
    static const char *const scripts[] = {"none",        "either", "simplified",
                                          "traditional", "mixed",  "japanese"};
    static const char *const regions[] = {"none", "taiwan", "hong-kong"};
    const zz_detection *c = &d->counts;
    char text[512];

    if (d->name != NULL) {
        writer_text(d->out, d->name);
        writer_text(d->out, ":");
    }
    if (d->options->by_line) {
        snprintf(text, sizeof text, "%" PRIu64 ":", line);
        writer_text(d->out, text);
    }
    snprintf(text, sizeof text,
             "%s%s %.3f, region %s %.3f (han %" PRIu64 ", simplified %" PRIu64
             ", traditional %" PRIu64 ", japanese %" PRIu64 ", kana %" PRIu64 ", taiwan %" PRIu64
             ", hong-kong %" PRIu64 ")\n",
             d->name != NULL || d->options->by_line ? " " : "", scripts[c->script],
             c->script_score / 1000.0, regions[c->region], c->region_score / 1000.0, c->han,
             c->simplified, c->traditional, c->japanese, c->kana, c->taiwan, c->hong_kong);
    writer_text(d->out, text);
}

static void count(detecting *d, const char *text, size_t size)
{
    zz_detect(NULL, text, size, &d->counts); /* fails only where a program is wrong */
}

static void end_line(detecting *d)
{
    write_one(d, d->line++);
    zz_detection_init(&d->counts, sizeof d->counts);
}

/* Bytes at the end that may begin a character with more to come. */
static size_t unfinished(const char *text, size_t size)
{
    size_t n = 0;

    while (n < 3 && n < size && ((unsigned char)text[size - 1 - n] & 0xC0) == 0x80)
        n++;
    if (n < 3 && n < size && (unsigned char)text[size - 1 - n] >= 0xC0)
        return n + 1;
    return 0;
}

static void take(detecting *d, size_t size, bool last)
{
    size_t keep = last ? 0 : unfinished(d->buffer, size), at = 0;
    size_t end = size - keep;

    while (d->options->by_line && at < end) {
        const char *newline = memchr(d->buffer + at, '\n', end - at);
        if (newline == NULL)
            break;
        count(d, d->buffer + at, (size_t)(newline - (d->buffer + at)));
        end_line(d);
        at = (size_t)(newline - d->buffer) + 1;
    }
    count(d, d->buffer + at, end - at);
    d->held = keep;
    memmove(d->buffer, d->buffer + end, keep);
}

/* What zz_detect passes over counts nowhere: a file in GBK has no Han at all. */
static void look_at_bytes(detecting *d, const char *text, size_t size)
{
    const char *same;

    (void)zz_stream_feed(d->bytes, text, size, &same, &size); /* the end tells of a failure */
}

static void warn_of_bytes(detecting *d, const char *path)
{
    const char *same;
    size_t size;
    zz_report report;

    zz_report_init(&report, sizeof report);
    if (zz_stream_end(d->bytes, &same, &size, &report) == ZZ_OK && report.invalid > 0)
        message(path,
                "warning: ill-formed UTF-8: %" PRIu64 " sequence%s, the first at byte %" PRIu64
                "; what is GBK, Big5 or UTF-16, iconv makes UTF-8 of",
                report.invalid, report.invalid == 1 ? "" : "s", report.invalid_offset);
}

static int read_all(detecting *d, const char *path)
{
    sys_input input;
    size_t got = 0;
    char last = '\n';
    int error = sys_input_open(&input, strcmp(path, "-") != 0 ? path : NULL, false);

    if (error != 0)
        return error;
    do {
        error = sys_input_read(&input, d->buffer + d->held, sizeof d->buffer - d->held, &got);
        if (error == 0 && got != 0) {
            last = d->buffer[d->held + got - 1];
            look_at_bytes(d, d->buffer + d->held, got);
            take(d, d->held + got, false);
        }
    } while (error == 0 && got != 0 && d->out->error == 0);
    sys_input_close(&input);
    if (error != 0)
        return error;
    take(d, d->held, true);
    if (!d->options->by_line)
        write_one(d, 0);
    else if (last != '\n')
        end_line(d);
    return 0;
}

static bool detect_file(const options *o, writer *out, zz_stream *bytes, const char *path)
{
    static detecting d; /* large */
    int error;

    d.options = o;
    d.out = out;
    d.bytes = bytes;
    d.name = o->file_count > 1 ? path : NULL;
    d.line = 1;
    d.held = 0;
    zz_detection_init(&d.counts, sizeof d.counts);
    (void)zz_stream_reset(bytes, 0);
    error = read_all(&d, path);
    if (error != 0)
        message(path, "%s", sys_error_text(error));
    else
        warn_of_bytes(&d, strcmp(path, "-") != 0 ? path : "standard input");
    return error == 0;
}

bool detect_files(const options *o, writer *out)
{
    zz_recipe *recipe;
    zz_stream *bytes = NULL;
    int32_t status = zz_recipe_open("bytes=pass", ZZ_TERMINATED, NULL, &recipe, NULL);
    bool done = true;

    if (status == ZZ_OK)
        status = zz_stream_open(recipe, &bytes);
    if (status != ZZ_OK)
        message(NULL, "%s", zz_status_string(status));
    else if (o->file_count == 0)
        done = detect_file(o, out, bytes, "-");
    else
        for (int i = 0; i < o->file_count; i++)
            done = detect_file(o, out, bytes, o->files[i]) && done;
    zz_stream_close(bytes);
    zz_recipe_close(recipe);
    return status == ZZ_OK && done;
}
