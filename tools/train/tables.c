/* SPDX-License-Identifier: Apache-2.0 */
/* Families of candidates, and how characters are read: from OpenCC's dictionaries and
 * data/context-glyphs.txt. */
#include <stdio.h>
#include <string.h>

#include "context/fold.h"
#include "train.h"

family families[MOST_FAMILIES];
unsigned family_count;
uint32_t canonical[CODE_POINTS];
uint32_t folded[CODE_POINTS];
int family_of[CODE_POINTS];
uint32_t regional[2][CODE_POINTS];
uint32_t stray_of[CODE_POINTS];
bool is_near[CODE_POINTS];

static uint32_t simplified[CODE_POINTS]; /* by TSCharacters; 0: it is not there */
static uint32_t more[32][2]; /* a family's character, and one more candidate */
static size_t more_count;
static uint32_t free_pairs[1024][2]; /* from, to */
static size_t free_count;

void each_entry(const char *folder, const char *name, take_entry take)
{
    static uint32_t key[256], value[1024];
    const char *line;
    size_t size;
    lines l;

    open_lines(&l, folder, name);
    while (next_line(&l, &line, &size)) {
        const char *tab = memchr(line, '\t', size), *end;

        if (tab == NULL || line[0] == '#')
            continue;
        end = memchr(tab, ' ', size - (size_t)(tab - line));
        if (end == NULL)
            end = line + size;
        take(key, decode(line, (size_t)(tab - line), key, 256), value,
             decode(tab + 1, (size_t)(end - tab) - 1, value, 1024));
    }
    close_lines(&l);
}

bool is_free(uint32_t from, uint32_t to)
{
    size_t i;

    for (i = 0; i < free_count; i++) {
        if (free_pairs[i][0] == from && free_pairs[i][1] == to)
            return true;
    }
    return false;
}

int candidate_of(const family *f, uint32_t code_point)
{
    unsigned i;

    for (i = 0; i < f->count; i++) {
        if (f->candidates[i] == canonical[code_point])
            return (int)i;
    }
    return -1;
}

/* Whether the family's Simplified character stands for a candidate: by what OpenCC's t2s did
 * with it in running text. One that hardly anybody writes is left to the dictionary. */
bool is_natural(const family *f, unsigned candidate)
{
    double all = 0;
    unsigned k;

    for (k = 0; k < f->count; k++)
        all += f->seen[k];
    if (f->seen[candidate] < 20 && f->seen[candidate] < all / 3000 && f->known[candidate] < 80)
        return false;
    return f->seen[candidate] < 3 || f->folded[candidate] >= 0.05 * f->seen[candidate];
}

static void add_free(uint32_t from, uint32_t to)
{
    if (free_count == sizeof free_pairs / sizeof *free_pairs)
        die("too many free pairs", "glyphs");
    free_pairs[free_count][0] = canonical[from];
    free_pairs[free_count++][1] = canonical[to];
}

static void load_glyphs(const char *path)
{
    int pass;

    for (pass = 0; pass < 2; pass++) { /* what is the same first: the pairs rest on it */
        const char *line;
        size_t size, n, i;
        uint32_t text[64];
        lines l;

        open_lines(&l, ".", path);
        while (next_line(&l, &line, &size)) {
            if (size < 6 || line[0] == '#')
                continue;
            n = decode(line + 5, size - 5, text, 64);
            if (pass == 0 && memcmp(line, "same ", 5) == 0) {
                for (i = 1; i < n; i++)
                    canonical[text[i]] = text[0];
            } else if (pass == 1 && memcmp(line, "free ", 5) == 0) {
                add_free(text[0], text[1]);
                add_free(text[1], text[0]);
            } else if (pass == 1 && memcmp(line, "stay ", 5) == 0) {
                add_free(text[0], text[1]);
            } else if (pass == 1 && memcmp(line, "more ", 5) == 0 && more_count < 32) {
                memcpy(more[more_count++], text, sizeof *more);
            } else if (pass == 1 && memcmp(line, "near ", 5) == 0) {
                for (i = 0; i < n; i++)
                    is_near[text[i]] = true;
            }
        }
        close_lines(&l);
    }
}

static void take_simplified(const uint32_t *key, size_t key_size, const uint32_t *value, size_t n)
{
    if (key_size == 1 && n == 1)
        simplified[key[0]] = value[0];
}

/* A regional glyph to OpenCC's standard. */
static void take_variant(const uint32_t *key, size_t key_size, const uint32_t *value, size_t n)
{
    if (key_size == 1 && n == 1 && simplified[key[0]] == 0)
        simplified[key[0]] = simplified[value[0]] != 0 ? simplified[value[0]] : value[0];
}

static void take_taiwan(const uint32_t *key, size_t key_size, const uint32_t *value, size_t n)
{
    if (key_size == 1 && n == 1)
        regional[0][key[0]] = value[0];
}

static void take_hong_kong(const uint32_t *key, size_t key_size, const uint32_t *value, size_t n)
{
    if (key_size == 1 && n == 1)
        regional[1][key[0]] = value[0];
}

static bool in_block(uint32_t c)
{
    return c - ZZ__CONTEXT_BLOCK < ZZ__CONTEXT_BLOCK_SIZE;
}

static void add_candidate(family *f, uint32_t c)
{
    c = canonical[c];
    if (in_block(c) && f->count < MOST_CANDIDATES && candidate_of(f, c) < 0)
        f->candidates[f->count++] = c;
}

/* STCharacters, read here for its second and third values. */
static void load_families(const char *folder)
{
    uint32_t text[64];
    const char *line;
    size_t size, n, i;
    lines l;

    open_lines(&l, folder, "STCharacters.txt");
    while (next_line(&l, &line, &size)) {
        family *f = &families[family_count];

        n = decode(line, size, text, 64);
        if (n < 5 || text[0] == '#' || text[1] != '\t' || !in_block(text[0]))
            continue;
        memset(f, 0, sizeof *f);
        f->simplified = text[0];
        for (i = 2; i < n; i++) {
            if (text[i] != ' ')
                add_candidate(f, text[i]);
        }
        for (i = 0; i < more_count; i++) {
            if (more[i][0] == text[0])
                add_candidate(f, more[i][1]);
        }
        if (f->count < 2)
            continue;
        family_of[text[0]] = (int)family_count++;
        if (family_count == MOST_FAMILIES)
            die("too many families", "STCharacters.txt");
    }
    close_lines(&l);
}

static bool is_traditional[CODE_POINTS];
static double used[CODE_POINTS];
static uint32_t first_form[CODE_POINTS];

static void take_form(const uint32_t *key, size_t key_size, const uint32_t *value, size_t n)
{
    if (key_size != 1 || n != 1)
        return;
    first_form[key[0]] = value[0];
    is_traditional[value[0]] = true;
}

void count_used(const uint32_t *text, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        used[text[i]] += 1;
}

/* Whether Traditional text has a character: as a form of another, as a regional glyph, or in
 * running text more often than by mistake. */
static bool is_used(uint32_t c)
{
    return is_traditional[c] || simplified[c] != 0 || canonical[c] != c ||
           (used[c] >= 5 && used[c] >= 0.03 * used[first_form[c]]);
}

void find_strays(const char *folder)
{
    uint32_t c;
    unsigned i, k;

    each_entry(folder, "STCharacters.txt", take_form);
    for (i = 0; i < family_count; i++) {
        for (k = 0; k < families[i].count; k++)
            is_traditional[families[i].candidates[k]] = true;
    }
    for (c = 0; c < CODE_POINTS; c++) {
        is_traditional[regional[0][c]] |= regional[0][c] != c;
        is_traditional[regional[1][c]] |= regional[1][c] != c;
    }
    for (c = 0; c < CODE_POINTS; c++) {
        if (first_form[c] == 0 || first_form[c] == c || is_used(c) || !in_block(c) ||
            !in_block(first_form[c]))
            continue;
        stray_of[c] = family_of[c] >= 0 ? c : first_form[c];
    }
}

/* A candidate's regional glyphs are the candidate, where they are no other character. */
static void add_regional(const family *f)
{
    unsigned k, r;

    for (k = 0; k < f->count; k++) {
        for (r = 0; r < 2; r++) {
            uint32_t c = regional[r][f->candidates[k]];

            if (canonical[c] == c && family_of[c] < 0 && candidate_of(f, c) < 0)
                canonical[c] = f->candidates[k];
        }
    }
}

void load_tables(const char *dictionaries, const char *glyphs)
{
    uint32_t c;
    unsigned i, k;

    for (c = 0; c < CODE_POINTS; c++) {
        canonical[c] = regional[0][c] = regional[1][c] = c;
        family_of[c] = -1;
    }
    load_glyphs(glyphs);
    each_entry(dictionaries, "TSCharacters.txt", take_simplified);
    each_entry(dictionaries, "TWVariantsRev.txt", take_variant);
    each_entry(dictionaries, "HKVariantsRev.txt", take_variant);
    each_entry(dictionaries, "TWVariants.txt", take_taiwan);
    each_entry(dictionaries, "HKVariants.txt", take_hong_kong);
    load_families(dictionaries);
    for (i = 0; i < family_count; i++)
        add_regional(&families[i]);
    for (c = 0; c < CODE_POINTS; c++) {
        folded[c] = simplified[c] != 0 ? simplified[c] : simplified[canonical[c]];
        if (folded[c] == 0)
            folded[c] = canonical[c];
    }
    folded[0x8457] = 0x7740; /* 著 as 着 */
    /* a form that Simplified text has too (象 像) is read as its family's character */
    for (i = 0; i < family_count; i++) {
        for (k = 0; k < families[i].count; k++) {
            c = families[i].candidates[k];
            if (family_of[c] < 0)
                folded[c] = families[i].simplified;
        }
    }
    for (c = 0; c < CODE_POINTS; c++) { /* other glyphs of these too */
        if (canonical[c] != c && family_of[c] < 0 && family_of[folded[canonical[c]]] >= 0)
            folded[c] = folded[canonical[c]];
    }
}

uint16_t read_as(uint32_t code_point)
{
    if (!in_block(code_point))
        return zz__context_class(code_point);
    return in_block(folded[code_point]) ? (uint16_t)folded[code_point] : ZZ__CLASS_RARE;
}
