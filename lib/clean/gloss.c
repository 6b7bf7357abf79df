/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gloss: a pinyin syllable in brackets right behind a Han goes, with the brackets: 經(jīng)濟(jì)
 * to 經濟. The syllable has to be one of Mandarin's initials and finals, in the order they come in,
 * with exactly one tone mark, precomposed or combining; a breve counts as the third tone's
 * mark, and ɑ and ɡ as a and g, since pages have them so. Only the first letter may be upper case.
 *
 * Not touched: syllables without a tone mark (的(de)), as English words and names look the same;
 * several syllables in one bracket, which an author wrote; brackets behind anything but a Han, or
 * before a combining mark.
 *
 * Source: the Scheme for the Chinese Phonetic Alphabet (1958), sections 2 to 4. Pages that show
 * pinyin above the text leave it so when they are scraped as plain text.
 */
#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/spaces.h"

static const char *const operations[] = {"gloss", NULL};

#define LETTERS 7 /* of the longest syllable and one more */

typedef struct gloss_state {
    bool follows; /* what was consumed ends with a gloss that went: its Han is right before */
} gloss_state;

static zz__lanes gloss_test(zz__lanes a, zz__lanes b, zz__lanes c)
{
    return (zz__lanes)((zz__lanes_in(a, 0x80, 0xBF) & zz__lanes_is(b, '(')) |
                       (zz__lanes_is(a, 0xEF) & zz__lanes_is(b, 0xBC) & zz__lanes_is(c, 0x88)));
}

/* A letter with a tone mark: its letter, v for ü, E for ê; 0 where it is none. */
static char toned_letter(uint32_t c)
{
    static const struct {
        uint16_t code_point;
        char letter;
    } table[] = {
        {0xE0, 'a'},   {0xE1, 'a'},   {0xE8, 'e'},   {0xE9, 'e'},   {0xEC, 'i'},    {0xED, 'i'},
        {0xF2, 'o'},   {0xF3, 'o'},   {0xF9, 'u'},   {0xFA, 'u'},   {0x101, 'a'},   {0x103, 'a'},
        {0x113, 'e'},  {0x115, 'e'},  {0x11B, 'e'},  {0x12B, 'i'},  {0x12D, 'i'},   {0x144, 'n'},
        {0x148, 'n'},  {0x14D, 'o'},  {0x14F, 'o'},  {0x16B, 'u'},  {0x16D, 'u'},   {0x1CE, 'a'},
        {0x1D0, 'i'},  {0x1D2, 'o'},  {0x1D4, 'u'},  {0x1D6, 'v'},  {0x1D8, 'v'},   {0x1DA, 'v'},
        {0x1DC, 'v'},  {0x1F9, 'n'},  {0x1E3F, 'm'}, {0x1EBF, 'E'}, {0x1EC1, 'E'},  {0xC0, 'a'},
        {0xC1, 'a'},   {0xC8, 'e'},   {0xC9, 'e'},   {0xD2, 'o'},   {0xD3, 'o'},    {0x100, 'a'},
        {0x112, 'e'},  {0x11A, 'e'},  {0x14C, 'o'},  {0x1CD, 'a'},  {0x1D1, 'o'},
    };
    size_t i;

    for (i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].code_point == c)
            return table[i].letter;
    }
    return 0;
}

/* A letter without: the same. */
static char plain_letter(uint32_t c)
{
    if (c >= 'a' && c <= 'z' && c != 'v')
        return (char)c;
    if (c >= 'A' && c <= 'Z' && c != 'V')
        return (char)(c + 'a' - 'A');
    switch (c) {
    case 0xFC:
    case 0xDC:
        return 'v';
    case 0xEA:
    case 0xCA:
        return 'E';
    case 0x251:
        return 'a';
    case 0x261:
        return 'g';
    default:
        return 0;
    }
}

static bool is_upper(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDD) || c == 0x100 || c == 0x112 ||
           c == 0x11A || c == 0x14C || c == 0x1CD || c == 0x1D1;
}

static bool is_tone_mark(uint32_t c)
{
    return c == 0x300 || c == 0x301 || c == 0x304 || c == 0x306 || c == 0x30C;
}

static bool may_carry_tone(char c)
{
    return c != 0 && strchr("aeiouvEmn", c) != NULL;
}

/* Is the whole word in the list, whose words have a space before and behind them? */
static bool is_listed(const char *word, const char *list)
{
    char key[LETTERS + 3];
    size_t n = strlen(word);

    key[0] = ' ';
    memcpy(key + 1, word, n);
    key[n + 1] = ' ';
    key[n + 2] = 0;
    return strstr(list, key) != NULL;
}

static bool is_syllable(const char *word)
{
    static const char whole[] =
        " a ai an ang ao e ei en eng er o ou E m n ng hm hng yi ya yo ye yao you yai yan yin yang "
        "ying yong yu yue yuan yun wu wa wo wai wei wan wen wang weng ";
    static const char finals[] =
        " a o e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing iong u ua uo uai ui "
        "uan un uang v ve ue van vn ";
    size_t initial = strlen(word) > 2 && word[1] == 'h' && strchr("zcs", word[0]) != NULL ? 2 : 1;

    if (is_listed(word, whole))
        return true;
    return word[0] != 0 && strchr("bpmfdtnlgkhjqxzcsr", word[0]) != NULL &&
           is_listed(word + initial, finals);
}

typedef enum finding { NONE, FOUND, UNDECIDED } finding;

/* Is there a syllable with its tone mark at *pos, and the closing bracket? Moves *pos behind it. */
static finding read_syllable(const zz__input *in, size_t *pos)
{
    char word[LETTERS + 1];
    size_t n = 0, tones = 0;
    bool is_base = false; /* the letter before is one that a mark may go on */

    for (;;) {
        zz__neighbour c = zz__after(in, *pos);
        char letter;

        if (c.kind == ZZ__KIND_UNKNOWN)
            return UNDECIDED;
        *pos += c.size;
        if (c.code_point == ')' || c.code_point == 0xFF09)
            break;
        if (is_base && is_tone_mark(c.code_point)) {
            tones++;
            is_base = false;
            continue;
        }
        if (is_base && n > 0 && word[n - 1] == 'u' && c.code_point == 0x308) {
            word[n - 1] = 'v';
            continue;
        }
        if (n == LETTERS || (n > 0 && is_upper(c.code_point)))
            return NONE;
        letter = toned_letter(c.code_point);
        tones += letter != 0;
        is_base = letter == 0;
        if (letter == 0)
            letter = plain_letter(c.code_point);
        if (letter == 0)
            return NONE;
        is_base = is_base && may_carry_tone(letter);
        word[n++] = letter;
    }
    word[n] = 0;
    return tones == 1 && is_syllable(word) ? FOUND : NONE;
}

/* Is there a gloss at pos? Stores where it ends. */
static finding read_gloss(const zz__input *in, size_t pos, bool follows, size_t *end)
{
    zz__neighbour open = zz__after(in, pos), behind;
    finding found;

    if (open.kind == ZZ__KIND_UNKNOWN)
        return UNDECIDED;
    if (open.code_point != '(' && open.code_point != 0xFF08)
        return NONE;
    if (!follows && zz__base_before(in, pos).kind != ZZ__KIND_HAN)
        return NONE;
    *end = pos + open.size;
    found = read_syllable(in, end);
    if (found != FOUND)
        return found;
    behind = zz__after(in, *end);
    if (behind.kind == ZZ__KIND_UNKNOWN)
        return UNDECIDED;
    return behind.kind == ZZ__KIND_MARK ? NONE : FOUND; /* a mark would move to the Han */
}

static int32_t gloss_run(const void *self, void *state_memory, zz__input *in, zz__sink *sink)
{
    gloss_state *state = state_memory;
    const uint8_t *text = in->text;
    size_t pos = in->start, copied = pos, end = in->end, stop, gloss_end;
    finding found = NONE;
    int32_t status = ZZ_OK;

    (void)self;
    while (status == ZZ_OK && found != UNDECIDED && pos < end) {
        size_t from = pos - (pos < 1 ? pos : 1), block = from;

        if (!state->follows) /* else a bracket matters, whatever is before it */
            block = zz__scan_skip(text, from, end, gloss_test);
        if (block != from)
            pos = block;
        stop = end - block > ZZ__SCAN_READ ? block + ZZ__SCAN_READ : end;
        while (status == ZZ_OK && found != UNDECIDED && pos < stop) {
            if (text[pos] != '(' && text[pos] != 0xEF) {
                pos++;
                state->follows = false;
                continue;
            }
            found = read_gloss(in, pos, state->follows, &gloss_end);
            if (found == FOUND) {
                status = zz__sink_copy(sink, text + copied, pos - copied);
                if (status == ZZ_OK)
                    status = zz__sink_replace(sink, gloss_end - pos, NULL, 0, 1);
                pos = copied = gloss_end;
                state->follows = true;
            } else if (found == NONE) {
                pos++;
                state->follows = false;
            }
        }
    }
    if (status != ZZ_OK)
        return status;
    in->start = pos;
    return zz__sink_copy(sink, text + copied, pos - copied);
}

const zz__step_type zz__step_gloss = {
    .name = "gloss",
    .summary = "pinyin stuck into text goes: 經(jīng)濟(jì) to 經濟",
    .operations = operations,
    .state_size = sizeof(gloss_state),
    .growth = 256,
    .run = gloss_run,
};
