/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Converting into memory of one's own: what to do when it is too small, how to never
 * be too small, and what the report tells of bytes that are not UTF-8.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zhengzi.h>

/* Prints what fits into a fixed buffer, and asks for the size of what does not. */
static int32_t print_line(const zz_recipe *recipe, const char *text)
{
    char buffer[32];
    size_t needed;
    int32_t status =
        zz_convert_into(recipe, text, strlen(text), buffer, sizeof buffer, &needed, NULL);
    if (status == ZZ_OK)
        printf("%2zu bytes: %.*s\n", needed, (int)needed, buffer);
    if (status != ZZ_ERROR_BUFFER)
        return status;

    printf("%2zu bytes do not fit into %zu; once more:\n", needed, sizeof buffer);
    char *larger = malloc(needed);
    if (larger == NULL)
        return ZZ_ERROR_MEMORY;
    status = zz_convert_into(recipe, text, strlen(text), larger, needed, &needed, NULL);
    if (status == ZZ_OK)
        printf("%2zu bytes: %.*s\n", needed, (int)needed, larger);
    free(larger);
    return status;
}

/* A buffer of zz_bound bytes is large enough for any text of that size. */
static int32_t print_report(const zz_recipe *recipe, const char *text, size_t size)
{
    size_t capacity = zz_bound(recipe, size);
    char *buffer = malloc(capacity);
    if (buffer == NULL)
        return ZZ_ERROR_MEMORY;

    zz_report report;
    zz_report_init(&report, sizeof report);
    report.want = ZZ_WANT_CHANGES;
    size_t needed;
    int32_t status = zz_convert_into(recipe, text, size, buffer, capacity, &needed, &report);
    if (status == ZZ_OK) {
        printf("%llu changed", (unsigned long long)report.changes);
        if (report.invalid > 0)
            printf(", %llu not UTF-8, the first at byte %llu", (unsigned long long)report.invalid,
                   (unsigned long long)report.invalid_offset);
        printf("\n");
    }
    free(buffer);
    return status;
}

int main(void)
{
    zz_recipe *recipe;
    zz_error error;
    if (zz_recipe_open("s2tw", ZZ_TERMINATED, NULL, &recipe, &error) != ZZ_OK) {
        fprintf(stderr, "into_buffer: %s\n", error.message);
        return 1;
    }

    static const char broken[] = "干燥\xFF头发";
    int32_t status = print_line(recipe, "头发");
    if (status == ZZ_OK)
        status = print_line(recipe, "皇后吃完面条以后，在面粉里找到一只戒指。");
    if (status == ZZ_OK)
        status = print_report(recipe, broken, sizeof broken - 1);
    if (status != ZZ_OK)
        fprintf(stderr, "into_buffer: %s\n", zz_status_string(status));

    zz_recipe_close(recipe);
    return status == ZZ_OK ? 0 : 1;
}
