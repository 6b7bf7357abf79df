/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bytes: what is not UTF-8. Each ill-formed sequence, by maximal subparts, becomes U+FFFD; with
 * =drop it goes, with =error the text is refused with ZZ_ERROR_INVALID_UTF8 at the first, with
 * =pass it stays and is counted. CESU-8, lone surrogates and overlong forms are ill-formed.
 *
 * Not touched: well-formed text, whatever its characters are: noncharacters, U+FFFD and NUL too.
 *
 * Source: Unicode 15, 3.9, table 3-7 and "U+FFFD Substitution of Maximal Subparts", which is what
 * the WHATWG Encoding Standard and so every browser does.
 *
 * Well-formed text is skipped in blocks (base/utf8.h); only one where something fails is decoded.
 */
#include "base/utf8.h"
#include "clean/clean.h"

#define BLOCK 64 /* bytes decoded before blocks are tried again */

enum { ILL_FORMED = 1 };
static const char *const operations[] = {"ill-formed", NULL};

enum { REPLACE, DROP, ERROR, PASS };
static const char *const values[] = {"replace", "drop", "error", "pass", NULL};

static const uint8_t replacement[3] = {0xEF, 0xBF, 0xBD};

typedef struct walk {
    const zz__input *in;
    zz__sink *sink;
    uint32_t value;
    size_t pos, copied; /* up to copied the input went out */
} walk;

/* n ill-formed bytes at w->pos. */
static int32_t ill_formed(walk *w, size_t n)
{
    zz__sink *sink = w->sink;
    uint64_t offset = sink->source + (w->pos - w->copied);
    int32_t status;

    if (sink->invalid++ == 0)
        sink->invalid_offset = offset;
    if (w->value == PASS) {
        w->pos += n;
        return ZZ_OK;
    }
    status = zz__sink_copy(sink, w->in->text + w->copied, w->pos - w->copied);
    w->copied = w->pos;
    if (status != ZZ_OK)
        return status;
    if (w->value == ERROR)
        return ZZ_ERROR_INVALID_UTF8;
    w->pos += n;
    w->copied = w->pos;
    return zz__sink_replace(sink, n, replacement, w->value == DROP ? 0 : sizeof replacement,
                            ILL_FORMED);
}

/* Decodes from w->pos on, up to stop or what the chunk leaves open. */
static int32_t decode(walk *w, size_t stop, bool *undecided)
{
    const zz__input *in = w->in;

    while (w->pos < stop) {
        size_t size;
        uint32_t c = zz__utf8_decode(in->text + w->pos, in->end - w->pos, &size);
        int32_t status;

        if (c < ZZ__TRUNCATED) {
            w->pos += size;
            continue;
        }
        if (c == ZZ__TRUNCATED && !in->final) {
            *undecided = true;
            return ZZ_OK;
        }
        status = ill_formed(w, size);
        if (status != ZZ_OK)
            return status;
    }
    return ZZ_OK;
}

static int32_t bytes_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__clean_options *options = self;
    walk w = {in, sink, options->value, in->start, in->start};
    bool undecided = false;
    int32_t status = ZZ_OK;

    (void)state;
    while (status == ZZ_OK && !undecided && w.pos < in->end) {
        w.pos += zz__utf8_well_formed(in->text + w.pos, in->end - w.pos);
        status = decode(&w, in->end - w.pos > BLOCK ? w.pos + BLOCK : in->end, &undecided);
    }
    if (status == ZZ_OK)
        status = zz__sink_copy(sink, in->text + w.copied, w.pos - w.copied);
    in->start = w.pos;
    return status;
}

const zz__step_type zz__step_bytes = {
    .name = "bytes",
    .summary = "ill-formed bytes become U+FFFD; =drop deletes them, =error refuses the text",
    .operations = operations,
    .values = values,
    .growth = 3 * 256, /* a byte to U+FFFD */
    .run = bytes_run,
    .checks_utf8 = true,
};
