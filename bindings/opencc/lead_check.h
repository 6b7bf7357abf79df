/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which texts OpenCC refuses. It steps from character to character by what the first byte says of
 * the length, looks at no other byte, and gives up at one that can't be first: 80-BF, FE, FF. So it
 * takes much that is no UTF-8, as surrogates and a last character cut short.
 */
#ifndef ZZ_OPENCC_LEAD_CHECK_H
#define ZZ_OPENCC_LEAD_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All 0 before the first piece of a text. */
typedef struct lead_check {
    uint64_t offset;  /* of what comes next; after a refusal, of the byte that is at fault */
    unsigned pending; /* bytes of a character begun in the piece before */
    uint8_t byte;     /* the one at fault */
} lead_check;

/* The next piece of the text; false where OpenCC gives up. */
bool lead_check_run(lead_check *check, const char *text, size_t size);

#define LEAD_CHECK_WORDS 96

/* OpenCC's words for it, and where. */
void lead_check_say(const lead_check *check, char words[LEAD_CHECK_WORDS]);

#endif
