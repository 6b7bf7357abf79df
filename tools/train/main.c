/* SPDX-License-Identifier: Apache-2.0 */
/* zhengzi-train: corpora to the context model. ./dev train calls it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "regional.h"
#include "train.h"

/* Running text, and how much a line of it counts. Of every `cycle` lines, those are read whose
 * number leaves `from` to `to`: laws repeat themselves; and the last in fifty of the transcripts
 * is kept for choosing. */
typedef struct corpus {
    const char *name;
    unsigned cycle, from, to;
    float weight;
} corpus;

/* Text written for this project, in a folder of its own, comes first. */
#define WRITTEN 6
#define WRITTEN_WEIGHT 2.0f

static const corpus corpora[] = {
    {"encyclopedia.txt", 1, 0, 1, WRITTEN_WEIGHT},
    {"fiction.txt", 1, 0, 1, WRITTEN_WEIGHT},
    {"hongkong.txt", 1, 0, 1, WRITTEN_WEIGHT},
    {"mixed.txt", 1, 0, 1, WRITTEN_WEIGHT},
    {"news.txt", 1, 0, 1, WRITTEN_WEIGHT},
    {"places.txt", 1, 0, 1, WRITTEN_WEIGHT},
    {"archive-tw.txt", 50, 0, 49, 1.0f},
    {"moj-law.txt", 6, 1, 2, 0.3f},
    {"tech-tw.txt", 1, 0, 1, 1.0f},
    {"sentences-zh-tw.txt", 1, 0, 1, 2.0f},
    {"commonvoice-zh-hk.txt", 1, 0, 1, 1.0f},
};

unsigned corpus_number;
static const char *without = ""; /* the corpus that is left out */

/* What is done with each line. */
typedef void (*take_line)(const uint32_t *text, size_t n, float weight);

static void take_neighbours(const uint32_t *text, size_t n, float weight)
{
    count_used(text, n);
    read_neighbours(text, n, weight);
}

static void take_examples(const uint32_t *text, size_t n, float weight)
{
    add_line(text, n, weight, false, FROM_TEXT);
}

static void read_corpora(const char *written, const char *folder, take_line take)
{
    static uint32_t text[LONGEST_LINE];
    size_t i;

    for (i = 0; i < sizeof corpora / sizeof *corpora; i++) {
        const corpus *c = &corpora[i];
        const char *line;
        size_t size, n, number = 0;
        lines l;

        if (strcmp(c->name, without) == 0)
            continue;
        corpus_number = (unsigned)(i % MOST_CORPORA);
        open_lines(&l, i < WRITTEN ? written : folder, c->name);
        for (; next_line(&l, &line, &size); number++) {
            if (number % c->cycle < c->from || number % c->cycle >= c->to)
                continue;
            n = decode(line, size, text, LONGEST_LINE);
            take(text, n, c->weight);
        }
        close_lines(&l);
    }
}

int main(int argc, char **argv)
{
    size_t bucket_count;

    if (argc != 8 && argc != 9) {
        fputs("usage: zhengzi-train CORPORA DICTIONARIES GLYPHS PHRASES TEXTS\n"
              "    BUCKETS MODEL [WITHOUT]\n"
              "Learns the context model from the texts in the folder CORPORA, OpenCC's text\n"
              "dictionaries in DICTIONARIES, data/context-glyphs.txt,\n"
              "data/context-phrases.txt and the folder data/context-text, and writes it to\n"
              "MODEL, with room for four weights in each of so many BUCKETS. One corpus can be\n"
              "left out, to test on it.\n",
              stderr);
        return 2;
    }
    if (argc == 9)
        without = argv[8];
    bucket_count = strtoul(argv[6], NULL, 10);
    load_tables(argv[2], argv[3]);
    open_recipes();
    load_words(argv[1], argv[2]);
    read_corpora(argv[5], argv[1], take_neighbours);
    find_strays(argv[2]);
    make_groups();
    read_corpora(argv[5], argv[1], take_examples);
    add_words();
    add_pseudo_text();
    add_names();
    add_phrases(argv[4]);
    fprintf(stderr, "examples: %zu\n", example_count);
    learn(bucket_count * 3);
    load_regional(argv[2]);
    read_corpora(argv[5], argv[1], add_regional_line);
    add_regional_words();
    find_regional_edges();
    learn_regional();
    pack(argv[7], bucket_count);
    return 0;
}
