/* SPDX-License-Identifier: Apache-2.0 */
#include "clean/spaces.h"

#include "base/utf8.h"

bool zz__is_western(const zz__neighbour *n)
{
    uint32_t c = n->code_point;

    if (n->kind == ZZ__KIND_DIGIT)
        return true;
    return n->kind == ZZ__KIND_LETTER && (c < 0x80 || (c >= 0xC0 && c < 0x250) ||
                                          (c >= 0x370 && c < 0x530) || (c >= 0x1E00 && c < 0x2000));
}

zz__neighbour zz__base_before(const zz__input *in, size_t pos)
{
    zz__neighbour n = zz__before(in, pos);
    int i;

    for (i = 0; i < ZZ__SPACE_MARKS && n.kind == ZZ__KIND_MARK; i++)
        n = zz__before(in, n.at);
    return n;
}

/* Is there Han, kana or a mark of theirs, quotes and ellipses between looked through? */
static bool cjk_before(const zz__input *in, size_t pos)
{
    zz__neighbour n = zz__before(in, pos);
    int i;

    for (i = 0; i < ZZ__SPACE_MARKS && (n.kind == ZZ__KIND_MARK || n.kind == ZZ__KIND_WIDE_MARK);
         i++)
        n = zz__before(in, n.at);
    return zz__is_cjk(n.kind);
}

/* CHANGE: there is. */
static zz__spaces_verdict cjk_after(const zz__input *in, size_t pos)
{
    zz__neighbour n = zz__after(in, pos);
    int i;

    for (i = 0; i < ZZ__SPACE_MARKS && n.kind == ZZ__KIND_WIDE_MARK; i++)
        n = zz__after(in, n.at + n.size);
    if (n.kind == ZZ__KIND_UNKNOWN)
        return ZZ__SPACES_UNDECIDED;
    return zz__is_cjk(n.kind) ? ZZ__SPACES_CHANGE : ZZ__SPACES_STAY;
}

zz__spaces_verdict zz__spaces_touch(const zz__spaces *s)
{
    if (cjk_before(s->in, s->start))
        return ZZ__SPACES_CHANGE;
    return cjk_after(s->in, s->end);
}

int32_t zz__spaces_replace(zz__spaces *s, size_t from, size_t to, const char *by, size_t size,
                           zz__op op)
{
    int32_t status = zz__sink_copy(s->sink, s->in->text + s->copied, from - s->copied);

    if (status == ZZ_OK)
        status = zz__sink_replace(s->sink, to - from, (const uint8_t *)by, size, op);
    s->copied = to;
    return status;
}

int32_t zz__spaces_drop(zz__spaces *s)
{
    return zz__spaces_replace(s, s->start, s->end, NULL, 0, 1);
}

size_t zz__spaces_run_start(const zz__input *in, size_t pos, size_t floor)
{
    while (pos > floor) {
        zz__neighbour n = zz__before(in, pos);
        if (n.kind != ZZ__KIND_SPACE || n.at < floor)
            break;
        pos = n.at;
    }
    return pos;
}

/* Finds the end of the run that begins at pos. false where the chunk ends before that is told. */
static bool find_run(zz__spaces *s, size_t pos)
{
    zz__spaces_state *state = s->state;
    zz__neighbour n = zz__after(s->in, pos);

    s->start = pos;
    while (n.kind == ZZ__KIND_SPACE && pos - s->start <= ZZ__SPACE_RUN) {
        pos += n.size;
        n = zz__after(s->in, pos);
    }
    s->end = pos;
    s->right = n;
    if (pos - s->start > ZZ__SPACE_RUN)
        state->oversized = true;
    return state->oversized || n.kind != ZZ__KIND_UNKNOWN;
}

/* The end of the oversized run that pos is inside of, or as far as it is there. */
static size_t pass_oversized(const zz__input *in, size_t pos, zz__spaces_state *state)
{
    zz__neighbour n = zz__after(in, pos);

    while (n.kind == ZZ__KIND_SPACE) {
        pos += n.size;
        n = zz__after(in, pos);
    }
    if (n.kind != ZZ__KIND_UNKNOWN)
        state->oversized = false;
    return pos;
}

static zz__protection protection(zz__spaces *s, size_t pos, size_t *end)
{
    zz__spaces_state *state = s->state;
    return zz__protect_at(&state->protect, s->in, pos, s->options->unprotected, end);
}

/* Decides on the run at *pos and moves it behind; *undecided where it can't be told yet. */
static int32_t settle(const zz__spaces_rules *rules, zz__spaces *s, size_t *pos, bool *undecided)
{
    zz__spaces_state *state = s->state;
    zz__spaces_verdict verdict;
    int32_t status = ZZ_OK;

    if (!find_run(s, *pos)) {
        *undecided = true;
        return ZZ_OK;
    }
    if (state->oversized) {
        *pos = pass_oversized(s->in, s->end, state);
        *undecided = state->oversized;
        return ZZ_OK;
    }
    s->left = zz__base_before(s->in, s->start);
    verdict = rules->decide(s);
    if (verdict == ZZ__SPACES_CHANGE && rules->protects) {
        size_t end;
        zz__protection p = protection(s, s->start, &end);
        if (p == ZZ__PROTECTED) {
            *pos = end;
            return ZZ_OK;
        }
        if (p == ZZ__UNDECIDED)
            verdict = ZZ__SPACES_UNDECIDED;
    }
    if (verdict == ZZ__SPACES_UNDECIDED) {
        *undecided = true;
        return ZZ_OK;
    }
    if (verdict == ZZ__SPACES_CHANGE)
        status = rules->change(s);
    *pos = s->end;
    return status;
}

int32_t zz__spaces_look(const zz__spaces_rules *rules, zz__spaces *s, size_t *pos, bool *undecided)
{
    zz__neighbour n;

    if (rules->protects && zz__protect_may_open(s->in->text[*pos])) {
        size_t end;
        zz__protection p = protection(s, *pos, &end);

        *undecided = p == ZZ__UNDECIDED;
        if (!*undecided)
            *pos = p == ZZ__PROTECTED ? end : *pos + 1;
        return ZZ_OK;
    }
    n = zz__after(s->in, *pos);
    if (n.kind == ZZ__KIND_SPACE)
        return settle(rules, s, pos, undecided);
    *undecided = n.kind == ZZ__KIND_UNKNOWN;
    if (!*undecided)
        *pos += n.size;
    return ZZ_OK;
}

void zz__spaces_begin(zz__spaces *s, size_t *pos, bool *undecided)
{
    zz__spaces_state *state = s->state;

    if (state->oversized) {
        *pos = pass_oversized(s->in, *pos, state);
        *undecided = state->oversized;
    }
    if (state->protect.mode != 0 && *pos < s->in->end && !*undecided) {
        size_t end;
        zz__protection p = protection(s, *pos, &end);

        *undecided = p == ZZ__UNDECIDED;
        if (p == ZZ__PROTECTED)
            *pos = end;
    }
}
