/* SPDX-License-Identifier: Apache-2.0 */
/* clean-filter STEP...: standard input through those clean-up steps, each on the whole of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean/clean.h"

static const zz__step_type *step_named(const char *name)
{
    size_t i;

    for (i = 0; i < ZZ__CLEAN_STEP_COUNT; i++) {
        if (strcmp(zz__clean_steps[i]->name, name) == 0)
            return zz__clean_steps[i];
    }
    return NULL;
}

static int32_t read_all(FILE *file, zz__buffer *text)
{
    size_t n;
    int32_t status = zz__buffer_reserve(text, 1 << 16);

    while (status == ZZ_OK &&
           (n = fread(text->bytes + text->size, 1, text->capacity - text->size, file)) > 0) {
        text->size += n;
        status = zz__buffer_reserve(text, 1 << 16);
    }
    return status;
}

static int32_t apply(const zz__step_type *step, const zz__buffer *text, zz__buffer *out)
{
    static const zz__clean_options options;
    void *state = calloc(1, step->state_size + 1);
    zz__input in = {text->bytes, 0, text->size, true};
    zz__sink sink = {.out = out};
    int32_t status = state == NULL ? ZZ_ERROR_MEMORY : step->run(&options, state, &in, &sink);

    free(state);
    return status;
}

int main(int argc, char **argv)
{
    zz__memory memory = zz__memory_default();
    zz__buffer text, out;
    int32_t status;
    int i;

    zz__buffer_init(&text, &memory);
    status = read_all(stdin, &text);
    for (i = 1; i < argc && status == ZZ_OK; i++) {
        const zz__step_type *step = step_named(argv[i]);
        if (step == NULL) {
            fprintf(stderr, "clean-filter: no step %s\n", argv[i]);
            return 2;
        }
        zz__buffer_init(&out, &memory);
        status = apply(step, &text, &out);
        zz__buffer_free(&text);
        text = out;
    }
    if (status != ZZ_OK) {
        fprintf(stderr, "clean-filter: %s\n", zz_status_string(status));
        return 2;
    }
    if (fwrite(text.bytes, 1, text.size, stdout) != text.size || fflush(stdout) != 0)
        return 2;
    zz__buffer_free(&text);
    return 0;
}
