/* SPDX-License-Identifier: Apache-2.0 */
/* A program as those are that use OpenCC's C interface: it includes what they do, and no more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef IN_ITS_FOLDER
#include <opencc/opencc.h>
#else
#include <opencc.h>
#endif

static int convert(const char *config, const char *text)
{
    opencc_t converter = opencc_open(config);
    char *converted, *buffer;
    size_t size;

    if (converter == (opencc_t)-1) {
        printf("%s: %s\n", config, opencc_error());
        return 1;
    }
    converted = opencc_convert_utf8(converter, text, strlen(text));
    if (converted == NULL) {
        printf("%s: %s\n", config, opencc_error());
        opencc_close(converter);
        return 1;
    }
    printf("%s\n", converted);
    buffer = (char *)malloc(strlen(text) * 5 + 1);
    size = opencc_convert_utf8_to_buffer(converter, text, (size_t)-1, buffer);
    printf("%lu %s\n", (unsigned long)size, strcmp(buffer, converted) == 0 ? "same" : "other");
    free(buffer);
    opencc_convert_utf8_free(converted);
    return opencc_close(converter);
}

int main(void)
{
    int failed = convert(OPENCC_DEFAULT_CONFIG_SIMP_TO_TRAD, "汉字和头发");

    failed += convert(OPENCC_DEFAULT_CONFIG_TRAD_TO_SIMP, "漢字和頭髮");
    failed += convert(NULL, "理发师");
    return failed == 0 && convert("no such", "") == 1 ? 0 : 1;
}
