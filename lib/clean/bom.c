/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bom: deletes byte order marks, U+FEFF, at the beginning of the text, at the beginning of a line
 * (joining files leaves them there) and where they touch Chinese or Japanese text on either side.
 * What a mark touches is looked for past other characters that show nothing, some of which
 * the step invisible deletes, and to the left past combining marks.
 *
 * Not touched: U+FEFF elsewhere, where it may be what it was before 2002, a zero-width no-break
 * space; in front of a combining mark, which would move to another base, unless a line begins. What
 * is more than 4,000 bytes further on is not seen.
 *
 * Source: Unicode core specification 23.8.
 */
#include "clean/around.h"
#include "clean/change.h"
#include "clean/clean.h"
#include "clean/unicode.h"

enum { BYTE_ORDER_MARK = 1 };
static const char *const operations[] = {"byte-order-mark", NULL};

#define BOM 0xFEFFu
#define RUN ((size_t)4000) /* bytes looked past to the right */
#define MARKS 16           /* looked past to the left */

/* What a run of characters that show nothing is beside. */
typedef enum side { OTHER, LINE, CJK, MARK, UNKNOWN } side;

typedef struct bom_state {
    uint8_t left, right; /* sides of the run that the last of them consumed is in */
    uint16_t ahead;      /* bytes on, right is of the run; 0: it is not known yet */
} bom_state;

typedef struct walk {
    uint8_t left, right;
    size_t end; /* of the stretch of the run that right is of */
} walk;

/* Some character that shows nothing: C0, DEL; AD; U+115F, 180E; 200B-2069; 3164; FEFF and so on */
static zz__lanes bom_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    zz__lanes control = zz__lanes_in(a, 0x00, 0x08) | zz__lanes_is(a, 0x0B) |
                        zz__lanes_in(a, 0x0E, 0x1F) | zz__lanes_is(a, 0x7F);
    zz__lanes e2 = (zz__lanes_is(b, 0x80) &
                    (zz__lanes_in(c, 0x8B, 0x8F) | zz__lanes_in(c, 0xAA, 0xAE))) |
                   (zz__lanes_is(b, 0x81) & zz__lanes_in(c, 0xA0, 0xA9));
    zz__lanes e1 = zz__lanes_is(b, 0x85) | zz__lanes_is(b, 0xA0);
    zz__lanes ef = (zz__lanes_is(b, 0xBB) & zz__lanes_is(c, 0xBF)) |
                   (zz__lanes_is(b, 0xBE) & zz__lanes_is(c, 0xA0)) |
                   (zz__lanes_is(b, 0xBF) & zz__lanes_in(c, 0xB9, 0xBB));

    return (zz__lanes)(control | (zz__lanes_is(a, 0xC2) & zz__lanes_is(b, 0xAD)) |
                       (zz__lanes_is(a, 0xE1) & e1) | (zz__lanes_is(a, 0xE2) & e2) |
                       (zz__lanes_is(a, 0xE3) & zz__lanes_is(b, 0x85) & zz__lanes_is(c, 0xA4)) |
                       (zz__lanes_is(a, 0xEF) & ef) |
                       (zz__lanes_is(a, 0xF3) & zz__lanes_is(b, 0xA0)));
}

static bool in(uint32_t c, uint32_t low, uint32_t high)
{
    return c >= low && c <= high;
}

static bool shows_nothing(const zz__neighbour *n)
{
    uint32_t c = n->code_point;

    if (c < 0x80)
        return n->size != 0 && (c < 0x09 || c == 0x0B || in(c, 0x0E, 0x1F) || c == 0x7F);
    return c == BOM || c == 0xAD || c == 0x115F || c == 0x180E || in(c, 0x200B, 0x200F) ||
           in(c, 0x202A, 0x202E) || c == 0x2060 || in(c, 0x2066, 0x2069) || c == 0x3164 ||
           c == 0xFFA0 || in(c, 0xFFF9, 0xFFFB) || c == 0xE0001 || in(c, 0xE0020, 0xE007F);
}

static uint8_t left_of(const zz__input *in_, zz__neighbour n)
{
    int marks = 0;

    if (n.kind == ZZ__KIND_EDGE || n.code_point == '\n' || n.code_point == '\r')
        return LINE;
    while (n.kind == ZZ__KIND_MARK && marks++ < MARKS)
        n = zz__before(in_, n.at);
    return zz__class_of(n.code_point) == ZZ__CLASS_CJK ? CJK : OTHER;
}

/* Of the run that goes on at pos, as far as it is looked at. */
static uint8_t right_of(const zz__input *in_, size_t pos, size_t *end)
{
    size_t begin = pos;
    zz__neighbour n = zz__after(in_, pos);

    while (shows_nothing(&n) && n.at - begin < RUN)
        n = zz__after(in_, n.at + n.size);
    *end = n.at;
    if (n.kind == ZZ__KIND_UNKNOWN)
        return UNKNOWN;
    if (n.kind == ZZ__KIND_MARK)
        return MARK;
    return zz__class_of(n.code_point) == ZZ__CLASS_CJK ? CJK : OTHER;
}

static void bom_at(const zz__input *in_, size_t pos, void *ctx, zz__change *change)
{
    walk *w = ctx;
    zz__neighbour here, before;

    if (in_->text[pos] >= 0x80 && in_->text[pos] < 0xC2)
        return;
    here = zz__after(in_, pos);
    if (here.kind == ZZ__KIND_UNKNOWN)
        change->source = 0;
    if (!shows_nothing(&here))
        return;
    before = zz__before(in_, pos);
    if (!shows_nothing(&before)) {
        w->left = left_of(in_, before);
        w->end = pos;
    }
    change->source = here.size;
    if (here.code_point != BOM)
        return;
    if (w->left != LINE && pos >= w->end)
        w->right = right_of(in_, pos + here.size, &w->end);
    if (w->left == LINE || (w->right != MARK && (w->left == CJK || w->right == CJK)))
        zz__change_delete(change, here.size, BYTE_ORDER_MARK);
    if (w->left != LINE && w->right == UNKNOWN) {
        change->source = 0;
        w->end = pos;
    }
}

static int32_t bom_run(const void *self, void *state, zz__input *in_, zz__sink *sink)
{
    bom_state *s = state;
    walk w = {s->left, s->right, in_->start + s->ahead};
    int32_t status;

    (void)self;
    status = zz__change_run(in_, sink, bom_test, bom_at, &w);
    s->left = w.left;
    s->right = w.right;
    s->ahead = w.end > in_->start ? (uint16_t)(w.end - in_->start) : 0;
    return status;
}

const zz__step_type zz__step_bom = {
    .name = "bom",
    .summary = "byte order marks go",
    .operations = operations,
    .state_size = sizeof(bom_state),
    .growth = 256,
    .run = bom_run,
};
