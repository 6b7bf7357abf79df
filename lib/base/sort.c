/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sort.h"

#include <stdint.h>
#include <string.h>

#define LARGEST 256

typedef struct heap {
    uint8_t *items;
    size_t size;
    int (*compare)(const void *, const void *);
} heap;

/* Lets the item sink from root to its place; the others below are in order. */
static void sift_down(const heap *h, size_t root, size_t count, const uint8_t *item)
{
    size_t child;

    while ((child = 2 * root + 1) < count) {
        const uint8_t *larger = h->items + child * h->size;

        if (child + 1 < count && h->compare(larger, larger + h->size) < 0) {
            child++;
            larger += h->size;
        }
        if (h->compare(item, larger) >= 0)
            break;
        memcpy(h->items + root * h->size, larger, h->size);
        root = child;
    }
    memcpy(h->items + root * h->size, item, h->size);
}

void zz__sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    heap h = {items, size, compare};
    uint64_t item[LARGEST / sizeof(uint64_t)]; /* aligned for what compare takes it as */
    size_t i;

    if (count < 2 || size > LARGEST)
        return;
    for (i = count / 2; i > 0; i--) {
        memcpy(item, h.items + (i - 1) * size, size);
        sift_down(&h, i - 1, count, (const uint8_t *)item);
    }
    for (i = count - 1; i > 0; i--) {
        memcpy(item, h.items + i * size, size);
        memcpy(h.items + i * size, h.items, size);
        sift_down(&h, 0, i, (const uint8_t *)item);
    }
}
