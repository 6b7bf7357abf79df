/* SPDX-License-Identifier: Apache-2.0 */
#include "terms/match.h"

#include "base/utf8.h"

enum { REPLACED = 1 };
static const char *const operations[] = {"user-dictionary", NULL};

int zz__term_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size)
{
    int c = memcmp(a, b, a_size < b_size ? a_size : b_size);

    return c != 0 ? c : a_size < b_size ? -1 : a_size > b_size;
}

static uint32_t common_size(const zz__term *term, const uint8_t *text, size_t n)
{
    uint32_t i = 0;

    while (i < term->key_size && i < n && term->key[i] == text[i])
        i++;
    return i;
}

const zz__term *zz__terms_find(const zz__terms *t, const uint8_t *text, size_t n)
{
    uint32_t low = 0, high = t->count;

    /* of the keys that are not behind the text, the last, or one that it begins with */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const zz__term *term = &t->terms[middle];

        if (zz__term_compare(term->key, term->key_size, text, n) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    /* of what it begins with itself, the text begins with as much as it has in common with it */
    if (low != 0) {
        uint32_t common = common_size(&t->terms[low - 1], text, n);

        while (low != 0 && t->terms[low - 1].key_size > common)
            low = t->terms[low - 1].prefix;
    }
    return low != 0 ? &t->terms[low - 1] : NULL;
}

/* The next place from pos on where a character begins whose bit is set. */
static size_t skip(const zz__terms *t, const uint8_t *text, size_t pos, size_t end)
{
    while (pos < end) {
        if ((text[pos] & 0xC0) != 0x80) {
            uint32_t bit = zz__terms_bit(text + pos, end - pos);
            if (t->filter[bit / 32] >> bit % 32 & 1)
                break;
        }
        pos++;
    }
    return pos;
}

static int32_t terms_run(const void *self, void *state, zz__input *in, zz__sink *sink)
{
    const zz__terms *t = self;
    const uint8_t *text = in->text;
    size_t pos = in->start, copied = in->start;
    /* Before this place every key is there whole. */
    size_t sure = in->final ? in->end
                  : in->end - in->start > t->longest ? in->end - t->longest : in->start;
    int32_t status = ZZ_OK;

    (void)state;
    while (pos < sure && status == ZZ_OK) {
        const zz__term *found;

        pos = skip(t, text, pos, in->end);
        if (pos >= sure)
            break;
        found = zz__terms_find(t, text + pos, in->end - pos);
        if (found == NULL) {
            pos++;
            continue;
        }
        status = zz__sink_copy(sink, text + copied, pos - copied);
        if (status == ZZ_OK)
            status = found->value != NULL
                         ? zz__sink_keep(sink, found->key_size, found->value, found->value_size,
                                         REPLACED)
                         : zz__sink_keep(sink, found->key_size, found->key, found->key_size, 0);
        pos += found->key_size;
        copied = pos;
    }
    if (status != ZZ_OK)
        return status;
    if (!in->final && pos > sure && copied < pos)
        pos = sure > copied ? sure : copied; /* what lies there may begin a term yet */
    in->start = in->final ? in->end : pos;
    return zz__sink_copy(sink, text + copied, in->start - copied);
}

const zz__step_type zz__step_terms = {
    .name = "terms",
    .summary = "the caller's own words",
    .operations = operations,
    .growth = 256,
    .run = terms_run,
};
