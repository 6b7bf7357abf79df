/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The run of a step that decides on spaces. A *space run* is all the spaces of any kind between two
 * characters that are none; the step sees it whole, with what is on both sides, and says whether it
 * changes. A run of more than ZZ__SPACE_RUN bytes is a layout of its own and always stays.
 */
#ifndef ZZ_CLEAN_SPACES_H
#define ZZ_CLEAN_SPACES_H

#include "clean/around.h"
#include "clean/protect.h"

#define ZZ__SPACE_RUN 1024
#define ZZ__SPACE_MARKS 16 /* as many marks are looked through on the way to a base */

/* The state of such a step, or the beginning of it. */
typedef struct zz__spaces_state {
    zz__protect protect;
    bool oversized; /* what was consumed ends inside a run of more than ZZ__SPACE_RUN bytes */
} zz__spaces_state;

typedef enum zz__spaces_verdict {
    ZZ__SPACES_STAY,
    ZZ__SPACES_CHANGE,
    ZZ__SPACES_UNDECIDED
} zz__spaces_verdict;

typedef struct zz__spaces {
    const zz__input *in;
    zz__sink *sink;
    void *state; /* a zz__spaces_state and what the step has behind it */
    const zz__clean_options *options;
    size_t copied;     /* up to here the input went out */
    size_t start, end; /* the run */
    zz__neighbour left, right;
} zz__spaces;

typedef struct zz__spaces_rules {
    zz__spaces_verdict (*decide)(zz__spaces *s);
    int32_t (*change)(zz__spaces *s);
    bool protects; /* leaves protected text alone */
} zz__spaces_rules;

/* An ASCII digit, or a letter of Latin, Greek or Cyrillic. */
bool zz__is_western(const zz__neighbour *n);

/* The character before pos, marks looked through to their base. */
zz__neighbour zz__base_before(const zz__input *in, size_t pos);

/* For the steps for which a run counts that touches Han, kana or a mark of theirs. */
zz__spaces_verdict zz__spaces_touch(const zz__spaces *s);

/* Is the run all ASCII spaces? */
static inline bool zz__spaces_are_plain(const zz__spaces *s)
{
    size_t i;
    for (i = s->start; i < s->end; i++) {
        if (s->in->text[i] != ' ')
            return false;
    }
    return true;
}

static inline bool zz__spaces_begin_line(const zz__spaces *s)
{
    return s->left.kind == ZZ__KIND_EDGE || s->left.kind == ZZ__KIND_NEWLINE;
}

static inline bool zz__spaces_end_line(const zz__spaces *s)
{
    return s->right.kind == ZZ__KIND_EDGE || s->right.kind == ZZ__KIND_NEWLINE;
}

/* text[from..to), behind what was replaced before, becomes the size bytes at by. */
int32_t zz__spaces_replace(zz__spaces *s, size_t from, size_t to, const char *by, size_t size,
                           zz__op op);

/* The whole run goes, as the first operation of the step. */
int32_t zz__spaces_drop(zz__spaces *s);

/* What zz__spaces_run is made of. */

/* Where the run begins that ends at pos or goes on there, if not before floor. */
size_t zz__spaces_run_start(const zz__input *in, size_t pos, size_t floor);

/* What is at pos: moves *pos over it, or says it is undecided. */
int32_t zz__spaces_look(const zz__spaces_rules *rules, zz__spaces *s, size_t *pos, bool *undecided);

/* Over what an earlier chunk left open: an oversized run, a protected span. */
void zz__spaces_begin(zz__spaces *s, size_t *pos, bool *undecided);

/* Every space begins with one of these, and none of these is inside a character. */
static inline bool zz__spaces_may_be(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3);
}

/* The next place up to stop that wants a look, or stop. */
static inline size_t zz__spaces_next(const uint8_t *text, size_t pos, size_t stop, bool protects)
{
    while (pos < stop && !zz__spaces_may_be(text[pos]) &&
           !(protects && zz__protect_may_open(text[pos])))
        pos++;
    return pos;
}

static inline int32_t zz__spaces_walk(const zz__spaces_rules *rules, zz__spaces *s, size_t *pos,
                                      zz__scan_test test)
{
    const uint8_t *text = s->in->text;
    size_t end = s->in->end, floor = *pos;
    bool undecided = false;
    int32_t status = ZZ_OK;

    zz__spaces_begin(s, pos, &undecided);
    while (status == ZZ_OK && !undecided && *pos < end) {
        /* A test may say yes at the two bytes before a space. */
        size_t from = *pos - (*pos < 2 ? *pos : 2), stop;
        size_t block = zz__scan_skip(text, from, end, test);

        if (block != from) /* a run may have begun in what was skipped */
            *pos = zz__spaces_run_start(s->in, zz__scan_character_before(text, block), floor);
        stop = end - block > ZZ__SCAN_READ ? block + ZZ__SCAN_READ : end;
        while (status == ZZ_OK && !undecided) {
            *pos = zz__spaces_next(text, *pos, stop, rules->protects);
            if (*pos >= stop)
                break;
            status = zz__spaces_look(rules, s, pos, &undecided);
            if (!undecided)
                floor = *pos;
        }
    }
    return status;
}

/*
 * To be inlined, with rules and test known: a step's run is a call of it. The test says where a run
 * that changes may be: at one of its bytes or up to two bytes before; and where the
 * step protects, at every byte of zz__protect_opens.
 */
static inline int32_t zz__spaces_run(const zz__spaces_rules *rules, zz__scan_test test,
                                     const void *options, void *state, zz__input *in,
                                     zz__sink *sink)
{
    zz__spaces s;
    size_t pos = in->start;
    int32_t status;

    memset(&s, 0, sizeof s);
    s.in = in;
    s.sink = sink;
    s.state = state;
    s.options = options;
    s.copied = pos;
    status = zz__spaces_walk(rules, &s, &pos, test);
    if (status != ZZ_OK)
        return status;
    in->start = pos;
    return zz__sink_copy(sink, in->text + s.copied, pos - s.copied);
}

#endif
