/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX: writing, and putting a new file in an old one's place at one stroke. */
#include "posix.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_LINUX_XATTR
#include <sys/xattr.h>
#endif

#define LINKS_MAX 40
#define LINK_SIZE 4096
#define NAME_TRIES 100

/* ---- Paths ------------------------------------------------------------ */

/* name in the directory of path; NULL where memory is short. */
static char *beside(const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    size_t directory = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    size_t size = strlen(name) + 1;
    char *result = malloc(directory + size);

    if (result != NULL) {
        memcpy(result, path, directory);
        memcpy(result + directory, name, size);
    }
    return result;
}

/* The path that the symbolic link at path leads to, or NULL with errno. */
static char *read_link(const char *path)
{
    char link[LINK_SIZE];
    ssize_t n = readlink(path, link, sizeof link);

    if (n < 0)
        return NULL;
    if ((size_t)n >= sizeof link) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    link[n] = '\0';
    return link[0] == '/' ? strdup(link) : beside(path, link);
}

/* Follows path while it is a symbolic link; what it ends at need not exist. NULL with errno. */
static char *follow_links(const char *path)
{
    char *current = strdup(path), *next;
    struct stat st;

    for (int i = 0; current != NULL && i < LINKS_MAX; i++) {
        if (lstat(current, &st) != 0 || !S_ISLNK(st.st_mode))
            return current;
        next = read_link(current);
        free(current);
        current = next;
    }
    if (current == NULL)
        return NULL;
    free(current);
    errno = ELOOP;
    return NULL;
}

/* ---- The new file ----------------------------------------------------- */

/* A file of a name nobody has, in the directory of output->path. */
static int create_temporary(sys_output *output)
{
    static unsigned counter;
    struct timespec now = {0, 0};
    char name[64];

    for (int i = 0; i < NAME_TRIES; i++) {
        clock_gettime(CLOCK_REALTIME, &now);
        snprintf(name, sizeof name, ".zhengzi-%lx-%lx-%x", (unsigned long)getpid(),
                 (unsigned long)now.tv_nsec, counter++);
        output->temporary = beside(output->path, name);
        if (output->temporary == NULL)
            return ENOMEM;
        /* What replaces a private file is private from the beginning. */
        output->fd = posix_open_temporary(output->temporary, output->existed ? 0600u : 0666u);
        if (output->fd >= 0)
            return 0;
        free(output->temporary);
        output->temporary = NULL;
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

/* Begins a file that will replace output->path; st is that of the present one, or NULL. */
static int begin(sys_output *output, const struct stat *st)
{
    int error;

    output->existed = st != NULL;
    if (st != NULL) {
        output->mode = (uint32_t)st->st_mode & 07777u;
        output->owner = (uint32_t)st->st_uid;
        output->group = (uint32_t)st->st_gid;
        if (faccessat(AT_FDCWD, output->path, W_OK, AT_EACCESS) != 0)
            error = errno;
        else
            error = create_temporary(output);
    } else {
        error = create_temporary(output);
    }
    /* Early, so that nobody waits long for a refusal. */
    if (error == 0 && st != NULL && fchown(output->fd, st->st_uid, st->st_gid) != 0) {
        struct stat mine;
        if (fstat(output->fd, &mine) != 0 || mine.st_uid != st->st_uid ||
            mine.st_gid != st->st_gid)
            error = SYS_ERROR_OWNER;
    }
    if (error != 0)
        sys_output_discard(output);
    return error;
}

#ifdef HAVE_LINUX_XATTR
static int copy_attribute(const char *path, const char *name, int fd)
{
    char *value;
    ssize_t size = lgetxattr(path, name, NULL, 0);
    int error = 0;

    if (size < 0)
        return errno;
    value = malloc((size_t)size + 1);
    if (value == NULL)
        return ENOMEM;
    size = lgetxattr(path, name, value, (size_t)size);
    if (size < 0 || fsetxattr(fd, name, value, (size_t)size, 0) != 0)
        error = errno;
    free(value);
    return error;
}

/* Access control lists, which the mode alone would widen; labels; what users hung on the file. */
static bool worth_keeping(const char *name)
{
    return strncmp(name, "user.", 5) == 0 || strncmp(name, "system.posix_acl_", 17) == 0 ||
           strcmp(name, "security.selinux") == 0;
}

static int copy_attributes(const char *path, int fd)
{
    ssize_t size = llistxattr(path, NULL, 0);
    char *names;
    int error = 0;

    if (size <= 0)
        return size == 0 || errno == ENOTSUP || errno == ENOSYS ? 0 : errno;
    names = malloc((size_t)size);
    if (names == NULL)
        return ENOMEM;
    size = llistxattr(path, names, (size_t)size);
    for (ssize_t i = 0; i < size && error == 0; i += (ssize_t)strlen(names + i) + 1) {
        if (worth_keeping(names + i))
            error = copy_attribute(path, names + i, fd);
        /* It went away meanwhile, or is a label that the policy sets. */
        if (error == ENODATA || (error != 0 && names[i] == 's' && names[i + 1] == 'e'))
            error = 0;
    }
    free(names);
    return error;
}
#else
static int copy_attributes(const char *path, int fd)
{
    (void)path;
    (void)fd;
    return 0;
}
#endif

/* After a crash the directory should name the new file. Where that can't be asked for, so be it. */
static void sync_directory(const char *path)
{
    char *directory = beside(path, ".");
    int fd = directory != NULL ? open(directory, O_RDONLY | O_CLOEXEC) : -1;

    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(directory);
}

/* ---- The interface ---------------------------------------------------- */

void sys_output_standard(sys_output *output)
{
    memset(output, 0, sizeof *output);
    output->fd = STDOUT_FILENO;
}

static int open_straight(sys_output *output, const char *path)
{
    output->fd = open(path, O_WRONLY | O_NOCTTY | O_TRUNC | O_CLOEXEC);
    return output->fd >= 0 ? 0 : errno;
}

int sys_output_open(sys_output *output, const char *path)
{
    struct stat st, end;
    bool exists = stat(path, &st) == 0;

    memset(output, 0, sizeof *output);
    output->fd = -1;
    if (exists && !S_ISREG(st.st_mode))
        return open_straight(output, path);
    output->path = follow_links(path);
    if (output->path == NULL)
        return errno;
    /* Links of /proc lead to open files, and their text need not be a path. */
    if (exists && (lstat(output->path, &end) != 0 || end.st_dev != st.st_dev ||
                   end.st_ino != st.st_ino)) {
        free(output->path);
        output->path = NULL;
        return open_straight(output, path);
    }
    return begin(output, exists ? &st : NULL);
}

int sys_output_open_in_place(sys_output *output, const char *path, const sys_input *input)
{
    struct stat st;
    sys_identity now;

    memset(output, 0, sizeof *output);
    output->fd = -1;
    if (!input->regular)
        return SYS_ERROR_NOT_REGULAR;
    output->path = follow_links(path);
    if (output->path == NULL)
        return errno;
    if (lstat(output->path, &st) == 0) {
        posix_identify(&now, &st);
        if (now.device == input->identity.device && now.number == input->identity.number)
            return begin(output, &st);
    }
    sys_output_discard(output);
    return SYS_ERROR_CHANGED;
}

int sys_output_write(const sys_output *output, const void *bytes, size_t size)
{
    const char *p = bytes;

    while (size > 0) {
        ssize_t n = write(output->fd, p, size > SSIZE_MAX ? SSIZE_MAX : size);
        if (n < 0) {
            if (!posix_retry(output->fd, POLLOUT))
                return errno;
            continue;
        }
        p += n;
        size -= (size_t)n;
    }
    return 0;
}

static bool still_as(const char *path, const sys_identity *expected)
{
    struct stat st;
    sys_identity now;

    if (lstat(path, &st) != 0)
        return false;
    posix_identify(&now, &st);
    return now.device == expected->device && now.number == expected->number &&
           now.size == expected->size && now.seconds == expected->seconds &&
           now.nanoseconds == expected->nanoseconds;
}

int sys_output_commit(sys_output *output, const sys_identity *expected)
{
    int error = 0;

    if (output->temporary != NULL) {
        if (output->existed) {
            if (fchmod(output->fd, (mode_t)output->mode) != 0)
                error = errno;
            if (error == 0)
                error = copy_attributes(output->path, output->fd);
        }
        if (error == 0 && fsync(output->fd) != 0)
            error = errno;
        if (error == 0 && expected != NULL && !still_as(output->path, expected))
            error = SYS_ERROR_CHANGED;
        if (error != 0) {
            sys_output_discard(output);
            return error;
        }
    }
    if (close(output->fd) != 0 && errno != EINTR)
        error = errno;
    output->fd = -1;
    if (error == 0 && output->temporary != NULL) {
        error = posix_close_temporary(output->temporary, output->path);
        free(output->temporary);
        output->temporary = NULL;
        if (error == 0)
            sync_directory(output->path);
    }
    sys_output_discard(output);
    return error;
}

void sys_output_discard(sys_output *output)
{
    if (output->fd > STDERR_FILENO)
        close(output->fd);
    output->fd = -1;
    if (output->temporary != NULL)
        (void)posix_close_temporary(output->temporary, NULL);
    free(output->temporary);
    free(output->path);
    output->temporary = NULL;
    output->path = NULL;
}

bool sys_output_is_input(const sys_output *output, const sys_input *input)
{
    struct stat st;
    sys_identity identity;

    if (!input->regular || input->identity.size == 0 || output->temporary != NULL ||
        fstat(output->fd, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    posix_identify(&identity, &st);
    return identity.device == input->identity.device && identity.number == input->identity.number;
}
