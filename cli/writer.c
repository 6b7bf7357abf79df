/* SPDX-License-Identifier: Apache-2.0 */
#include "writer.h"

#include <string.h>

int writer_flush(writer *w)
{
    if (w->error == 0 && w->size > 0)
        w->error = sys_output_write(&w->output, w->buffer, w->size);
    w->size = 0;
    return w->error;
}

void writer_bytes(writer *w, const void *bytes, size_t size)
{
    if (size > sizeof w->buffer - w->size)
        writer_flush(w);
    if (size >= sizeof w->buffer) {
        if (w->error == 0)
            w->error = sys_output_write(&w->output, bytes, size);
        return;
    }
    if (size > 0) {
        memcpy(w->buffer + w->size, bytes, size);
        w->size += size;
    }
}

void writer_text(writer *w, const char *text)
{
    writer_bytes(w, text, strlen(text));
}
