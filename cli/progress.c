/* SPDX-License-Identifier: Apache-2.0 */
#include "progress.h"

#include <stdio.h>
#include <string.h>

#include "system.h"

#define FIRST_AFTER 1.0 /* seconds: what is faster needs no progress */
#define EVERY 0.2
#define NAME_BYTES 30
#define CLEAR_LINE "\r\033[K"

static struct {
    bool wanted, visible;
    const char *name;
    uint64_t size;
    double begun, next;
} progress;

void progress_init(bool wanted)
{
    progress.wanted = wanted;
    progress.next = sys_seconds() + FIRST_AFTER;
}

void progress_begin(const char *name, uint64_t size)
{
    progress.name = name;
    progress.size = size;
    progress.begun = sys_seconds();
}

/* The last part of the name, cut between characters, with nothing that moves the cursor. */
static void short_name(char *to, const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *from = slash != NULL && slash[1] != '\0' ? slash + 1 : name;
    size_t size = strlen(from);

    if (size > NAME_BYTES) {
        size = NAME_BYTES;
        while (size > 0 && ((unsigned char)from[size] & 0xc0) == 0x80)
            size--;
    }
    for (size_t i = 0; i < size; i++)
        to[i] = (unsigned char)from[i] < 0x20 || from[i] == 0x7f ? '?' : from[i];
    to[size] = '\0';
}

static double megabytes(uint64_t bytes)
{
    return (double)bytes / 1e6;
}

static void draw(uint64_t done, double now)
{
    char name[NAME_BYTES + 1];
    double seconds = now - progress.begun;
    double speed = seconds > 0 ? (double)done / seconds : 0;

    short_name(name, progress.name);
    if (progress.size == PROGRESS_SIZE_UNKNOWN || progress.size < done || done == 0) {
        fprintf(stderr, CLEAR_LINE "%s: %.1f MB, %.1f MB/s", name, megabytes(done), speed / 1e6);
    } else {
        uint64_t left = (uint64_t)((double)(progress.size - done) / (speed > 1 ? speed : 1) + 0.5);
        fprintf(stderr, CLEAR_LINE "%s: %.1f of %.1f MB, %.0f %%, %.1f MB/s, %u:%02u left", name,
                megabytes(done), megabytes(progress.size),
                100.0 * (double)done / (double)progress.size, speed / 1e6,
                (unsigned)(left / 60), (unsigned)(left % 60));
    }
    fflush(stderr);
    progress.visible = true;
}

void progress_update(uint64_t done)
{
    double now;

    if (!progress.wanted || progress.name == NULL)
        return;
    now = sys_seconds();
    if (now < progress.next)
        return;
    progress.next = now + EVERY;
    draw(done, now);
}

void progress_end(void)
{
    progress_hide();
    progress.name = NULL;
}

void progress_hide(void)
{
    if (!progress.visible)
        return;
    fputs(CLEAR_LINE, stderr);
    fflush(stderr);
    progress.visible = false;
}
