/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX: the process, its signals and terminals, and reading. */
#include "posix.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- Signals ---------------------------------------------------------- */

static const int fatal_signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU};
#define FATAL_SIGNALS (sizeof fatal_signals / sizeof fatal_signals[0])

/* The file a signal must remove; there is at most one at a time. */
static char *volatile temporary_file;

/* The default action follows when the handler returns: SA_RESETHAND put it back. */
static void remove_temporary_and_die(int number)
{
    if (temporary_file != NULL)
        unlink(temporary_file);
    raise(number);
}

static void fatal_set(sigset_t *set)
{
    sigemptyset(set);
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        sigaddset(set, fatal_signals[i]);
}

static void catch_signals(void)
{
    struct sigaction action, old;

    memset(&action, 0, sizeof action);
    action.sa_handler = remove_temporary_and_die;
    action.sa_flags = (int)SA_RESETHAND;
    fatal_set(&action.sa_mask);
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        if (sigaction(fatal_signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(fatal_signals[i], &action, NULL);
    /* A limit on file size is then an error of write, said like any other. */
    signal(SIGXFSZ, SIG_IGN);
}

/* A file opened while a standard descriptor is closed would take its number. Occupied, it fails. */
static void occupy_standard_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
                _exit(2);
}

void sys_prepare(void)
{
    occupy_standard_descriptors();
    catch_signals();
}

char **sys_arguments(int *argc, char **argv)
{
    (void)argc;
    return argv;
}

/* Signals wait while the file and the note of its name change: they are never out of step. */
int posix_open_temporary(char *path, unsigned mode)
{
    sigset_t set, old;
    int fd, error;

    fatal_set(&set);
    sigprocmask(SIG_BLOCK, &set, &old);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, (mode_t)mode);
    error = errno;
    if (fd >= 0)
        temporary_file = path;
    sigprocmask(SIG_SETMASK, &old, NULL);
    errno = error;
    return fd;
}

int posix_close_temporary(const char *path, const char *target)
{
    sigset_t set, old;
    int error = 0;

    fatal_set(&set);
    sigprocmask(SIG_BLOCK, &set, &old);
    if (target != NULL && rename(path, target) != 0)
        error = errno;
    if (target == NULL || error != 0)
        unlink(path);
    temporary_file = NULL;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return error;
}

/* ---- Terminals, time -------------------------------------------------- */

bool sys_output_is_terminal(void)
{
    return isatty(STDOUT_FILENO) == 1;
}

bool sys_error_is_terminal(void)
{
    return isatty(STDERR_FILENO) == 1;
}

double sys_seconds(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- Input ------------------------------------------------------------ */

void posix_identify(sys_identity *identity, const struct stat *st)
{
    identity->device = (uint64_t)st->st_dev;
    identity->number = (uint64_t)st->st_ino;
    identity->size = st->st_size > 0 ? (uint64_t)st->st_size : 0;
#ifdef __APPLE__
    identity->seconds = (int64_t)st->st_mtimespec.tv_sec;
    identity->nanoseconds = (int64_t)st->st_mtimespec.tv_nsec;
#else
    identity->seconds = (int64_t)st->st_mtim.tv_sec;
    identity->nanoseconds = (int64_t)st->st_mtim.tv_nsec;
#endif
}

int sys_input_open(sys_input *input, const char *path, bool in_place)
{
    /* what is no file is refused later, and must not be waited for */
    int flags = O_RDONLY | O_NOCTTY | O_CLOEXEC | (in_place ? O_NONBLOCK : 0);
    struct stat st;
    int error = 0;

    input->fd = path != NULL ? open(path, flags) : STDIN_FILENO;
    if (input->fd < 0)
        return errno;
    if (fstat(input->fd, &st) != 0)
        error = errno;
    else if (S_ISDIR(st.st_mode))
        error = EISDIR;
    if (error != 0) {
        sys_input_close(input);
        return error;
    }
    input->regular = S_ISREG(st.st_mode);
    input->terminal = isatty(input->fd) == 1;
    posix_identify(&input->identity, &st);
    return 0;
}

bool posix_retry(int fd, short events)
{
    struct pollfd wait = {fd, events, 0};

    if (errno == EINTR)
        return true;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
        return false;
    return poll(&wait, 1, -1) >= 0 || errno == EINTR;
}

int sys_input_read(const sys_input *input, void *bytes, size_t size, size_t *got)
{
    ssize_t n;

    do
        n = read(input->fd, bytes, size);
    while (n < 0 && posix_retry(input->fd, POLLIN));
    *got = n > 0 ? (size_t)n : 0;
    return n < 0 ? errno : 0;
}

int sys_input_read_at(const sys_input *input, uint64_t offset, void *bytes, size_t size,
                      size_t *got)
{
    ssize_t n;

    do
        n = pread(input->fd, bytes, size, (off_t)offset);
    while (n < 0 && posix_retry(input->fd, POLLIN));
    *got = n > 0 ? (size_t)n : 0;
    return n < 0 ? errno : 0;
}

void sys_input_close(sys_input *input)
{
    if (input->fd > STDERR_FILENO)
        close(input->fd);
    input->fd = -1;
}
