/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenCC's C interface, on zhengzi: a program written for libopencc is compiled and linked with
 * this and libzhengzi-opencc instead, unchanged. docs/opencc.md says where the two differ.
 *
 * Threads    A converter may be used by any number of threads at once; it is opened and closed by
 *            one. opencc_error speaks of the thread that asks, and so is safe too.
 * Memory     opencc_open and opencc_convert_utf8 give what opencc_close and
 *            opencc_convert_utf8_free take back; text handed in is borrowed for the call.
 * Failing    No call ends the program, throws or reads through NULL or a handle that
 *            opencc_open failed to give: such a call fails, and opencc_error says why.
 */
#ifndef ZHENGZI_OPENCC_H
#define ZHENGZI_OPENCC_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef OPENCC_EXPORT
#if defined(_WIN32) && defined(OPENCC_BUILDING)
#define OPENCC_EXPORT __declspec(dllexport)
#elif defined(__GNUC__) && !defined(_WIN32)
#define OPENCC_EXPORT __attribute__((visibility("default")))
#else
#define OPENCC_EXPORT
#endif
#endif

/** The configuration that opencc_open takes where it is given none. */
#define OPENCC_DEFAULT_CONFIG_SIMP_TO_TRAD "s2t.json"

/** And that for the other direction. */
#define OPENCC_DEFAULT_CONFIG_TRAD_TO_SIMP "t2s.json"

/** A converter. */
typedef void *opencc_t;

/**
 * Opens a converter.
 * config   "s2t.json" or "s2t", and so each of zhengzi's conversions; a recipe of zhengzi's, as
 *          "clean,s2twp:context"; a file, where the name has a slash or another that ends with
 *          ".json"; NULL: OPENCC_DEFAULT_CONFIG_SIMP_TO_TRAD. The sixteen of OpenCC are inside the
 *          library, and no file in the current directory takes their place
 * Gives (opencc_t)-1 where it fails. Closed by opencc_close.
 */
OPENCC_EXPORT opencc_t opencc_open(const char *config);

/** Closes a converter, which nobody may be using; NULL is fine. Gives 0; -1 for (opencc_t)-1. */
OPENCC_EXPORT int opencc_close(opencc_t opencc);

/**
 * Converts a text.
 * input    UTF-8; it ends at its first NUL, and after length bytes at the latest
 * length   (size_t)-1: there must be a NUL
 * Gives the result with a NUL at its end, to be freed by opencc_convert_utf8_free (free does as
 * well); NULL where it fails.
 */
OPENCC_EXPORT char *opencc_convert_utf8(opencc_t opencc, const char *input, size_t length);

/**
 * The same into a buffer of the caller's, which must have room for the result and a NUL: nothing
 * checks that. Five times the size of the input and one byte are enough for any conversion.
 * The buffer may be the input itself; where the call fails it is left as it was.
 * Gives the size of the result, the NUL not counted; (size_t)-1 where it fails.
 */
OPENCC_EXPORT size_t opencc_convert_utf8_to_buffer(opencc_t opencc, const char *input,
                                                   size_t length, char *output);

/** Frees what opencc_convert_utf8 gave; NULL is fine. */
OPENCC_EXPORT void opencc_convert_utf8_free(char *text);

/**
 * Why the last call that failed on this thread did: a sentence, never NULL, "" where none failed.
 * It lives until the next call that fails on this thread, and as long as the thread at most.
 */
OPENCC_EXPORT const char *opencc_error(void);

#ifdef __cplusplus
}
#endif

#endif
