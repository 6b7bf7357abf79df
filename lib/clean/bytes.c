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
 * Well-formed text is told from the rest by what must hold at every byte of it, given the three
 * before it; over lanes that needs no branch. Only a block in which it fails is decoded.
 */
#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/scan.h"

enum { ILL_FORMED = 1 };
static const char *const operations[] = {"ill-formed", NULL};

enum { REPLACE, DROP, ERROR, PASS };
static const char *const values[] = {"replace", "drop", "error", "pass", NULL};

static const uint8_t replacement[3] = {0xEF, 0xBF, 0xBD};

/* Not 0 where p[0] can't follow p[-3], p[-2] and p[-1], which are well-formed as far as they go. */
static zz__lanes faults(const uint8_t *p)
{
    zz__lanes x = zz__lanes_load(p), one = zz__lanes_load(p - 1);
    zz__lanes two = zz__lanes_load(p - 2), three = zz__lanes_load(p - 3);
    zz__lanes follows = zz__lanes_in(x, 0x80, 0xBF);
    zz__lanes asked = zz__lanes_in(one, 0xC2, 0xFF) | zz__lanes_in(two, 0xE0, 0xFF) |
                      zz__lanes_in(three, 0xF0, 0xFF);
    zz__lanes never = zz__lanes_in(x, 0xC0, 0xC1) | zz__lanes_in(x, 0xF5, 0xFF);
    zz__lanes overlong = (zz__lanes_is(one, 0xE0) & zz__lanes_in(x, 0x80, 0x9F)) |
                         (zz__lanes_is(one, 0xF0) & zz__lanes_in(x, 0x80, 0x8F));
    zz__lanes beyond = (zz__lanes_is(one, 0xED) & zz__lanes_in(x, 0xA0, 0xBF)) |
                       (zz__lanes_is(one, 0xF4) & zz__lanes_in(x, 0x90, 0xBF));

    return (zz__lanes)((follows ^ asked) | never | overlong | beyond);
}

/* How many of the three bytes before pos are the beginning of a character that pos is inside of;
 * what is before pos is well-formed as far as it goes. */
static size_t unfinished(const uint8_t *text, size_t pos)
{
    if (text[pos - 1] >= 0xC2)
        return 1;
    if (text[pos - 2] >= 0xE0)
        return 2;
    return text[pos - 3] >= 0xF0 ? 3 : 0;
}

/*
 * A character begins at pos, and the three bytes before it are of well-formed ones. Returns where
 * one begins with nothing ill-formed before it, less than a block from what is wrong or the end.
 */
static size_t skip_well_formed(const uint8_t *text, size_t pos, size_t end)
{
    size_t begin = pos;

    while (end - pos >= ZZ__SCAN_BLOCK) {
        zz__lanes found = faults(text + pos);
        size_t i;

        for (i = sizeof found; i < ZZ__SCAN_BLOCK; i += sizeof found)
            found = (zz__lanes)(found | faults(text + pos + i));
        if (zz__lanes_any(found))
            break;
        pos += ZZ__SCAN_BLOCK;
    }
    return pos == begin ? pos : pos - unfinished(text, pos);
}

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

/* Decodes from w->pos on, up to stop or what the chunk leaves open; *safe is where the well-formed
 * characters began that w->pos is behind. */
static int32_t decode(walk *w, size_t stop, size_t *safe, bool *undecided)
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
        *safe = w->pos;
    }
    return ZZ_OK;
}

static int32_t bytes_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__clean_options *options = self;
    walk w = {in, sink, options->value, in->start, in->start};
    size_t safe = in->start; /* what is before may be ill-formed and passed */
    bool undecided = false;
    int32_t status = ZZ_OK;

    (void)state;
    while (status == ZZ_OK && !undecided && w.pos < in->end) {
        if (w.pos - safe >= 3)
            w.pos = skip_well_formed(in->text, w.pos, in->end);
        status = decode(&w, in->end - w.pos > ZZ__SCAN_BLOCK ? w.pos + ZZ__SCAN_BLOCK : in->end,
                        &safe, &undecided);
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
