/* SPDX-License-Identifier: Apache-2.0 */
#include "edits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void edits_begin(edits *e, const char *name, bool several, writer *out)
{
    e->name = name;
    e->several = several;
    e->out = out;
    e->source.start = e->source.end = e->target.start = e->target.end = 0;
    e->source_offset = e->target_offset = 0;
    e->count = 0;
}

bool edits_source(edits *e, const char *text, size_t size)
{
    return bytes_append(&e->source, text, size);
}

bool edits_target(edits *e, const char *text, size_t size)
{
    return bytes_append(&e->target, text, size);
}

/* How many bytes at text are one well-formed character that JSON takes as it is; 0: none. */
static size_t plain_size(const unsigned char *text, size_t n)
{
    static const unsigned char lowest[] = {0, 0, 0xC2, 0xE0, 0xF0};
    size_t size = text[0] < 0x80 ? 1 : text[0] < 0xE0 ? 2 : text[0] < 0xF0 ? 3 : 4, i;

    if (size == 1)
        return text[0] >= 0x20 && text[0] != '"' && text[0] != '\\' && text[0] != 0x7F;
    if (text[0] < lowest[size] || text[0] > 0xF4 || size > n)
        return 0;
    for (i = 1; i < size; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    if ((text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xED && text[1] > 0x9F) ||
        (text[0] == 0xF0 && text[1] < 0x90) || (text[0] == 0xF4 && text[1] > 0x8F))
        return 0;
    return size;
}

/* Ill-formed bytes become U+DC80 to U+DCFF, as in Python's surrogateescape: JSON has no bytes. */
static void write_string(writer *out, const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t i = 0;

    writer_text(out, "\"");
    while (i < n) {
        char escaped[8];
        size_t size = plain_size(p + i, n - i);

        if (size != 0) {
            writer_bytes(out, p + i, size);
            i += size;
            continue;
        }
        snprintf(escaped, sizeof escaped, "\\u%04x", p[i] < 0x80 ? p[i] : 0xDC00u + p[i]);
        writer_text(out, escaped);
        i++;
    }
    writer_text(out, "\"");
}

/* What else the recipe could make of an edit's text, where it could. */
static void write_alternatives(const edits *e, const char *from, size_t from_size, const char *to,
                               size_t to_size)
{
    zz_alternatives *alternatives;
    const char *text;
    size_t i, size;
    bool any = false;

    if (zz_alternatives_find(e->recipe, from, from_size, &alternatives) != ZZ_OK)
        return;
    for (i = 0; zz_alternatives_get(alternatives, i, &text, &size) == ZZ_OK; i++) {
        if (size == to_size && memcmp(text, to, size) == 0)
            continue;
        writer_text(e->out, any ? "," : ",\"alternatives\":[");
        write_string(e->out, text, size);
        any = true;
    }
    if (any)
        writer_text(e->out, "]");
    zz_alternatives_free(alternatives);
}

static void write_one(edits *e, const zz_edit *edit)
{
    const char *from = e->source.data + e->source.start + (edit->source - e->source_offset);
    const char *to = e->target.data + e->target.start + (edit->target - e->target_offset);
    char numbers[160];

    writer_text(e->out, "{");
    if (e->several) {
        writer_text(e->out, "\"file\":");
        write_string(e->out, e->name, strlen(e->name));
        writer_text(e->out, ",");
    }
    snprintf(numbers, sizeof numbers,
             "\"src\":[%" PRIu64 ",%" PRIu64 "],\"dst\":[%" PRIu64 ",%" PRIu64 "],\"step\":",
             edit->source, edit->source_size, edit->target, edit->target_size);
    writer_text(e->out, numbers);
    write_string(e->out, edit->step_name, strlen(edit->step_name));
    writer_text(e->out, ",\"op\":");
    write_string(e->out, edit->operation, strlen(edit->operation));
    writer_text(e->out, ",\"from\":");
    write_string(e->out, from, (size_t)edit->source_size);
    writer_text(e->out, ",\"to\":");
    write_string(e->out, to, (size_t)edit->target_size);
    if (edit->source_size != 0)
        write_alternatives(e, from, (size_t)edit->source_size, to, (size_t)edit->target_size);
    writer_text(e->out, "}\n");
}

static void forget(bytes *b, uint64_t *offset, uint64_t end)
{
    b->start += (size_t)(end - *offset);
    *offset = end;
}

void edits_write(edits *e, const zz_stream *stream)
{
    size_t count = zz_stream_edit_count(stream), i;
    zz_edit edit;

    memset(&edit, 0, sizeof edit);
    edit.size = sizeof edit;
    for (i = 0; i < count && zz_stream_edit(stream, i, &edit) == ZZ_OK; i++) {
        write_one(e, &edit);
        forget(&e->source, &e->source_offset, edit.source + edit.source_size);
        forget(&e->target, &e->target_offset, edit.target + edit.target_size);
        e->count++;
    }
}

void edits_free(edits *e)
{
    bytes_free(&e->source);
    bytes_free(&e->target);
}
