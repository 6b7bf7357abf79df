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

static void write_number(writer *out, const char *before, int64_t number)
{
    char text[32];

    snprintf(text, sizeof text, "%" PRId64, number);
    writer_text(out, before);
    writer_text(out, number == ZZ_SCORE_NONE ? "null" : text);
}

/* What is written of an edit or a suggestion. */
typedef struct entry {
    const zz_stream *stream;
    size_t index;
    bool suggests;
    zz_edit edit; /* of a suggestion, what is the same there */
} entry;

static int32_t form_of(const entry *n, size_t i, const char **text, size_t *size, int32_t *score)
{
    return n->suggests ? zz_stream_suggestion_form(n->stream, n->index, i, text, size, score)
                       : zz_stream_edit_alternative(n->stream, n->index, i, text, size, score);
}

/* What else could stand there, and how likely it is where that is known. */
static void write_alternatives(writer *out, const entry *n)
{
    bool scored = false;
    const char *text;
    int32_t score;
    size_t size, i;

    if (n->edit.score != ZZ_SCORE_NONE)
        write_number(out, ",\"score\":", n->edit.score);
    if (n->edit.alternatives == 0)
        return;
    writer_text(out, ",\"alternatives\":[");
    for (i = 0; form_of(n, i, &text, &size, &score) == ZZ_OK; i++) {
        writer_text(out, i != 0 ? "," : "");
        write_string(out, text, size);
        scored |= score != ZZ_SCORE_NONE;
    }
    writer_text(out, "]");
    for (i = 0; scored && form_of(n, i, NULL, NULL, &score) == ZZ_OK; i++)
        write_number(out, i == 0 ? ",\"scores\":[" : ",", score);
    writer_text(out, scored ? "]" : "");
}

static void write_one(edits *e, const entry *n)
{
    const zz_edit *edit = &n->edit;
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
    if (n->suggests) {
        writer_text(e->out, ",\"suggestion\":true");
    } else {
        writer_text(e->out, ",\"op\":");
        write_string(e->out, edit->operation, strlen(edit->operation));
    }
    writer_text(e->out, ",\"from\":");
    write_string(e->out, from, (size_t)edit->source_size);
    writer_text(e->out, ",\"to\":");
    write_string(e->out, to, (size_t)edit->target_size);
    write_alternatives(e->out, n);
    writer_text(e->out, "}\n");
}

static bool next_edit(const zz_stream *stream, size_t index, entry *n)
{
    memset(n, 0, sizeof *n);
    n->stream = stream;
    n->index = index;
    n->edit.size = sizeof n->edit;
    return zz_stream_edit(stream, index, &n->edit) == ZZ_OK;
}

static bool next_suggestion(const zz_stream *stream, size_t index, entry *n)
{
    zz_suggestion s;

    memset(n, 0, sizeof *n);
    memset(&s, 0, sizeof s);
    n->stream = stream;
    n->index = index;
    n->suggests = true;
    s.size = sizeof s;
    if (zz_stream_suggestion(stream, index, &s) != ZZ_OK)
        return false;
    n->edit.source = s.source;
    n->edit.source_size = s.source_size;
    n->edit.target = s.target;
    n->edit.target_size = s.target_size;
    n->edit.step_name = s.step_name;
    n->edit.score = s.score;
    n->edit.alternatives = s.forms;
    return true;
}

static void forget(bytes *b, uint64_t *offset, uint64_t end)
{
    b->start += (size_t)(end - *offset);
    *offset = end;
}

void edits_write(edits *e, const zz_stream *stream)
{
    zz_range source, target;
    size_t edit = 0, suggestion = 0;
    entry next, suggested;
    bool edits_left = next_edit(stream, edit, &next);
    bool suggestions_left = next_suggestion(stream, suggestion, &suggested);

    while (edits_left || suggestions_left) {
        if (!edits_left || (suggestions_left && suggested.edit.target < next.edit.target)) {
            write_one(e, &suggested);
            suggestions_left = next_suggestion(stream, ++suggestion, &suggested);
        } else {
            write_one(e, &next);
            edits_left = next_edit(stream, ++edit, &next);
            e->count++;
        }
    }
    if (zz_stream_decided(stream, &source, &target) == ZZ_OK) {
        forget(&e->source, &e->source_offset, source.offset + source.size);
        forget(&e->target, &e->target_offset, target.offset + target.size);
    }
}

void edits_free(edits *e)
{
    bytes_free(&e->source);
    bytes_free(&e->target);
}
