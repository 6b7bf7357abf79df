/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zhengzi (正字): conversion of Chinese text between Simplified, Traditional
 * (OpenCC standard, Taiwan, Hong Kong) and Japanese forms, and its clean-up.
 *
 * This is the whole public interface. What holds for all of it:
 *
 * Text       is UTF-8, given as a pointer and a size in bytes. No NUL is
 *            needed at its end and a NUL inside is an ordinary character.
 *            Sizes and offsets are bytes.
 * Status     Every function that can fail returns an int32_t: ZZ_OK (0) or a
 *            negative ZZ_ERROR_*; the values are never reused for another
 *            meaning. Out parameters are set to NULL or 0 on failure.
 * Ownership  What zz_X_open or a conversion gives is freed by the function its
 *            comment names; freeing NULL does nothing. Text handed in is
 *            borrowed for the call only, unless the comment says otherwise.
 * Threads    zz_data and zz_recipe are immutable once opened: any number of
 *            threads may use one at the same time without a lock. zz_result
 *            and zz_stream have one owner at a time.
 * Structs    Those that begin with their size grow at their end alone, and every size
 *            from the first version's on is taken: the caller says how much it
 *            knows, and nothing behind that is read or written. What this library
 *            does not know of a newer caller's becomes 0, and where it asks for
 *            something (zz_options) must be 0. Else it is ZZ_ERROR_STRUCT_SIZE.
 * Globals    There are none: no locale, no errno, no environment, no files
 *            but those that zz_data_open_file and zz_recipe_open_config_file are given.
 *
 * SPDX-FileCopyrightText: The zhengzi authors
 */
#ifndef ZHENGZI_H
#define ZHENGZI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(ZZ_STATIC)
#define ZZ_API
#elif defined(_WIN32) && defined(ZZ_BUILDING)
#define ZZ_API __declspec(dllexport)
#elif defined(_WIN32)
#define ZZ_API __declspec(dllimport)
#elif defined(__GNUC__)
#define ZZ_API __attribute__((visibility("default")))
#else
#define ZZ_API
#endif

/* ---- Version ---------------------------------------------------------- */

/** Another one says that programs may have to be changed. */
#define ZZ_VERSION_MAJOR 0
/** There is more; while MAJOR is 0, also that programs may have to be changed. */
#define ZZ_VERSION_MINOR 1
/** The same, mended. */
#define ZZ_VERSION_PATCH 0
/** The header's version as one number: major * 10000 + minor * 100 + patch. */
#define ZZ_VERSION                                                                                 \
    (ZZ_VERSION_MAJOR * 10000 + ZZ_VERSION_MINOR * 100 + ZZ_VERSION_PATCH)

/**
 * The version of the library that runs, in the form of ZZ_VERSION.
 * Never fails. @since 0.1
 */
ZZ_API uint32_t zz_version(void);

/** The same as text, "0.1.0". Static, never NULL. @since 0.1 */
ZZ_API const char *zz_version_string(void);

/* ---- Status ----------------------------------------------------------- */

#define ZZ_OK 0 /**< done */
/* 1-9: the call itself */
#define ZZ_ERROR_ARGUMENT (-1)     /**< a NULL that may not be, a size or value out of range */
#define ZZ_ERROR_MEMORY (-2)       /**< an allocation failed; nothing leaked, inputs unchanged */
#define ZZ_ERROR_TOO_LARGE (-3)    /**< a length would not fit in size_t, or a text would grow to
                                        more than zz_bound allows */
#define ZZ_ERROR_BUFFER (-4)       /**< the caller's buffer is too small; the needed size is told */
#define ZZ_ERROR_STRUCT_SIZE (-5)  /**< a struct's size is below the first version's or over 4096,
                                        or a newer caller's has in it what this library is too
                                        old for */
#define ZZ_ERROR_STATE (-6)        /**< the call is out of order, as feeding a stream that failed */
#define ZZ_ERROR_STOPPED (-7)      /**< a function of the caller's said that it is to stop */
#define ZZ_ERROR_UNSUPPORTED (-8)  /**< this library was built without what the call needs */
/* 20-29: recipes */
#define ZZ_ERROR_RECIPE (-20)      /**< unknown or contradictory recipe; see zz_error */
/* 30-39: text */
#define ZZ_ERROR_INVALID_UTF8 (-30) /**< ill-formed UTF-8 under ZZ_INVALID_ERROR; see the offset */
/* 40-49: data images and files */
#define ZZ_ERROR_FILE (-40)        /**< the file can't be opened or read */
#define ZZ_ERROR_IMAGE_DAMAGED (-41) /**< no image, cut short, or changed; see zz_error */
#define ZZ_ERROR_IMAGE_VERSION (-42) /**< an image of a format this library does not read */
#define ZZ_ERROR_DICTIONARY (-43) /**< a text dictionary or definition is wrong; see zz_error */
#define ZZ_ERROR_CONFIG (-44)     /**< a configuration is wrong; see zz_error */

/**
 * A sentence for a status, in English, static, never NULL, also for a value
 * this library does not know. @since 0.1
 */
ZZ_API const char *zz_status_string(int32_t status);

/**
 * Where and why something failed. Owned by the caller, filled by the call it
 * is handed to, whatever the outcome; every function takes NULL instead.
 * 256 bytes, without padding, for good. @since 0.1
 */
typedef struct zz_error {
    int32_t status;    /**< what the call returned */
    uint32_t reserved; /**< 0 */
    uint64_t offset;   /**< byte offset into the text, recipe, image, dictionary or configuration
                            that is at fault */
    char message[240]; /**< one sentence, NUL-terminated UTF-8, what was wrong and what to do */
} zz_error;

/* ---- Options ---------------------------------------------------------- */

/**
 * Allocates, resizes and frees: like realloc, told the old size. ptr is NULL
 * and old_size 0 for a new block; new_size is 0 to free, the result then
 * ignored. Returns NULL where it fails, leaving ptr as it was. What it returns
 * is aligned as malloc's. It is called on the thread of the call that needs
 * memory; for objects shared by threads it must be safe for that. @since 0.1
 */
typedef void *(*zz_alloc_fn)(void *ctx, void *ptr, size_t old_size, size_t new_size);

typedef struct zz_data zz_data;     /**< a data image, opened. Immutable */
typedef struct zz_recipe zz_recipe; /**< what to do with a text, compiled. Immutable */
typedef struct zz_result zz_result; /**< what became of a text */
typedef struct zz_stream zz_stream; /**< a text that comes in chunks */

/** zz_options.invalid: what happens to ill-formed UTF-8. */
#define ZZ_INVALID_PASS 0u  /**< copied through untouched, and counted */
#define ZZ_INVALID_ERROR 1u /**< ZZ_ERROR_INVALID_UTF8 with the offset of the first */
#define ZZ_INVALID_REPLACE 2u /**< each maximal subpart becomes U+FFFD, as browsers do */
#define ZZ_INVALID_DROP 3u    /**< deleted */

/** zz_options.flags */
#define ZZ_NO_TOFU 1u /**< leave out OpenCC's dictionaries whose output few fonts can show */
#define ZZ_BUILTIN_DICTIONARIES 2u /**< files that a configuration names and that are not
                                        there, or compiled, may be the library's dictionaries of
                                        the same name */

/**
 * How to open a recipe. Set by zz_options_init, then changed field by field.
 * A newer caller's larger struct is taken as long as the part unknown here is
 * zero, an older caller's smaller one as if the rest of it were. No padding on any platform.
 * @since 0.1
 */
typedef struct zz_options {
    uint32_t size;       /**< sizeof(zz_options) */
    uint32_t flags;      /**< ZZ_NO_TOFU, ZZ_BUILTIN_DICTIONARIES */
    uint32_t invalid;    /**< ZZ_INVALID_* */
    uint32_t reserved;   /**< 0 */
    const zz_data *data; /**< NULL: the data inside the library; else must outlive the recipe */
    zz_alloc_fn alloc;   /**< NULL: realloc and free */
    void *alloc_ctx;     /**< handed to alloc */
    const char *furniture; /**< for the step furniture: lines to delete besides its own, with LF
                                or CR LF between them and a byte order mark before them or not;
                                copied; NULL: none */
    size_t furniture_size; /**< bytes */
    const char *dictionary; /**< words of the caller's, before all steps and untouched by them:
                                 lines of key TAB value, as OpenCC writes them, of several values
                                 with spaces between them the first counts, and all are found by
                                 zz_alternatives_find; of equal keys the first counts; "#" begins a
                                 comment line; a byte order mark at the beginning, CR LF and no line
                                 end at the end are fine; a key has 1,024 bytes at the most;
                                 copied; NULL: none. docs/dictionaries.md has more */
    size_t dictionary_size; /**< bytes */
    const char *protect;    /**< words that no step may touch, a line each, in the same manner; of
                                 words of both kinds that overlap, what begins first counts, then
                                 the longer, then the protected one */
    size_t protect_size;    /**< bytes */
} zz_options;

/** Fills in the defaults; size is the caller's sizeof(zz_options).
 *  Errors: ARGUMENT, STRUCT_SIZE. @since 0.1 */
ZZ_API int32_t zz_options_init(zz_options *options, size_t size);

/* ---- Data ------------------------------------------------------------- */

/**
 * Opens a data image from a file, reading it whole. Every offset and length
 * in it is checked once, here.
 * path     in the C library's fopen sense, on Windows UTF-8; NUL-terminated
 * options  only alloc and alloc_ctx are looked at; NULL: the defaults
 * out      the image, freed by zz_data_close
 * Errors: ARGUMENT, STRUCT_SIZE, MEMORY, FILE, IMAGE_DAMAGED, IMAGE_VERSION; error->offset is the
 * byte in the image where the check failed. @since 0.1
 */
ZZ_API int32_t zz_data_open_file(const char *path, const zz_options *options, zz_data **out,
                                 zz_error *error);

/**
 * The same from memory. The bytes are copied where they are not aligned to
 * eight, else borrowed until zz_data_close. @since 0.1
 */
ZZ_API int32_t zz_data_open_memory(const void *image, size_t size, const zz_options *options,
                                   zz_data **out, zz_error *error);

/** Frees it. No recipe opened with it may be in use. @since 0.1 */
ZZ_API void zz_data_close(zz_data *data);

/** The version of the dictionaries inside, as "OpenCC 1.4.2"; lives as long as data.
 *  data NULL: the data inside the library. @since 0.1 */
ZZ_API const char *zz_data_version(const zz_data *data);

/** zz_catalog: what an entry of the catalog is. */
#define ZZ_CATALOG_CONVERSION 1u /**< a conversion, as s2twp */
#define ZZ_CATALOG_STEP 2u       /**< a clean-up step, as nfc */
#define ZZ_CATALOG_PRESET 3u     /**< several steps under one name, as clean */

/**
 * Lists all names a recipe may be made of: index counts from 0.
 * data     NULL: the data inside the library
 * name, summary  NUL-terminated, living as long as data (for ever where it is
 *          NULL); each out pointer may be NULL
 * Errors: ARGUMENT where index is past the end. @since 0.1
 */
ZZ_API int32_t zz_catalog(const zz_data *data, uint32_t index, uint32_t *kind, const char **name,
                          const char **summary);

/* ---- Recipes ---------------------------------------------------------- */

/** A size that says: the text ends at its first NUL. Only for recipe strings. */
#define ZZ_TERMINATED ((size_t)-1)

/**
 * Compiles a recipe: a comma-separated list of steps, as "s2tw" or
 * "clean,t2s". Spaces and tabs around a step mean nothing.
 *   name         a conversion, a clean-up step, or a preset, which stands for its steps
 *   name=value   a clean-up step with a choice, as quotes=cn. Where a preset before it brought
 *                the same step with another choice, this one takes its place.
 *   repair:tw=950  repair, changing only what is wrong with that likelihood or more: thousandths, 1
 *                to 999. Without it, some 560.
 *   -name        the steps of that name before it are taken away, as in web,-entities
 *   unprotect=a+b  text that clean-up steps leave alone as no prose is treated as any other:
 *                url, email, path, code, fence, html, latex, link, wiki, emoticon, number
 * recipe, size  the string, or ZZ_TERMINATED
 * options  NULL: the defaults
 * out      freed by zz_recipe_close; immutable, to be shared by threads
 * Errors: ARGUMENT, MEMORY, STRUCT_SIZE, RECIPE with the offset of the step at fault
 * and the nearest names, or that it needs the context model, which the library or the data is
 * without; DICTIONARY with line, column and offset. @since 0.1
 */
ZZ_API int32_t zz_recipe_open(const char *recipe, size_t size, const zz_options *options,
                              zz_recipe **out, zz_error *error);

/**
 * Gives a dictionary that a configuration names: its text, which stays as it is until the call
 * that asked returns.
 * name     as the configuration has it, NUL-terminated; of one that is compiled, as STPhrases.ocd2,
 *          the text of the same name, STPhrases.txt
 * Returns ZZ_OK; ZZ_ERROR_FILE where there is none; any other error ends the opening. @since 0.1
 */
typedef int32_t (*zz_resource_fn)(void *ctx, const char *name, const char **text, size_t *size);

/**
 * Opens a configuration in OpenCC's form, with dictionaries of the caller's own, as a recipe: JSON,
 * in which comments and trailing commas are fine. docs/dictionaries.md says all that may be in one;
 * the conversion is exactly what OpenCC 1.4.2 makes of it. A dictionary is text (what
 * zz_options.dictionary says of its lines holds), inline, a group, or "builtin", one of the
 * library's by name. Opening one with all of OpenCC's dictionaries takes a fraction of a second.
 * json, size  the configuration, or ZZ_TERMINATED
 * load, ctx   gives the dictionaries it names; NULL: there are none
 * options  NULL: the defaults; its data is where the library's dictionaries come from
 * out      freed by zz_recipe_close; immutable, to be shared by threads
 * Errors: ARGUMENT, MEMORY, STRUCT_SIZE, TOO_LARGE; CONFIG with line, column, offset and the place
 * in the JSON; DICTIONARY with name, line, column and the offset in that dictionary; what load
 * gave; UNSUPPORTED where the library was built without a JSON reader. @since 0.1
 */
ZZ_API int32_t zz_recipe_open_config(const char *json, size_t size, zz_resource_fn load, void *ctx,
                                     const zz_options *options, zz_recipe **out, zz_error *error);

/**
 * The same from a file; the dictionaries that it names are files beside it, or wherever an
 * absolute path says.
 * path     in the C library's fopen sense, on Windows UTF-8; NUL-terminated
 * Errors: the same, and FILE. @since 0.1
 */
ZZ_API int32_t zz_recipe_open_config_file(const char *path, const zz_options *options,
                                          zz_recipe **out, zz_error *error);

/** Frees it. No stream or result of it may be in use. @since 0.1 */
ZZ_API void zz_recipe_close(zz_recipe *recipe);

/* ---- Converting a whole text ------------------------------------------ */

/** zz_report.want, zz_stream_reset */
#define ZZ_WANT_CHANGES 1u /**< count the changes; costs speed */
#define ZZ_WANT_EDITS 2u   /**< keep what was changed, for zz_result_edit and zz_stream_edit */
#define ZZ_WANT_ALTERNATIVES 4u /**< edits, what else each could be, and suggestions; costs more */

/**
 * What a conversion met. The caller sets size and want, the call the rest;
 * NULL instead of it is always allowed. No padding. @since 0.1
 */
typedef struct zz_report {
    uint32_t size;           /**< sizeof(zz_report) */
    uint32_t want;           /**< ZZ_WANT_* */
    uint64_t invalid;        /**< ill-formed sequences met: maximal subparts, Unicode 15, 3.9 */
    uint64_t invalid_offset; /**< byte offset of the first; UINT64_MAX where there is none */
    uint64_t changes;        /**< replacements made, over all steps; 0 unless wanted. Changes that
                                  touch may be counted as one or as several */
} zz_report;

/** Sets size, and no wants; size is the caller's sizeof(zz_report).
 *  Errors: ARGUMENT, STRUCT_SIZE. @since 0.1 */
ZZ_API int32_t zz_report_init(zz_report *report, size_t size);

/**
 * Converts a whole text.
 * text, size  may be NULL with size 0
 * out      the result, freed by zz_result_free before the recipe is closed
 * Errors: ARGUMENT, STRUCT_SIZE (of report), MEMORY, TOO_LARGE, INVALID_UTF8 (the offset is
 * report->invalid_offset). Safe to call on one recipe from any number of
 * threads. @since 0.1
 */
ZZ_API int32_t zz_convert(const zz_recipe *recipe, const char *text, size_t size, zz_result **out,
                          zz_report *report);

/** The converted text: zz_result_size bytes, and a NUL after them; lives as long
 *  as the result. Never NULL for a result. @since 0.1 */
ZZ_API const char *zz_result_text(const zz_result *result);

/** Its size in bytes, the NUL not counted. @since 0.1 */
ZZ_API size_t zz_result_size(const zz_result *result);

/** Frees it. @since 0.1 */
ZZ_API void zz_result_free(zz_result *result);

/** Bytes of a text. No padding. @since 0.1 */
typedef struct zz_range {
    uint64_t offset; /**< from the beginning of the text */
    uint64_t size;   /**< may be 0 */
} zz_range;

/**
 * The same, but no step changes a byte in the ranges kept: brand names, code. What is beside
 * them is converted in their sight; a change that would reach into one, as that of a phrase, is
 * not made.
 * kept, count  ascending, apart, inside the text; copied. NULL with count 0
 * Errors: as zz_convert; ARGUMENT for ranges that are not so. @since 0.1
 */
ZZ_API int32_t zz_convert_keeping(const zz_recipe *recipe, const char *text, size_t size,
                                  const zz_range *kept, size_t count, zz_result **out,
                                  zz_report *report);

/**
 * Converts a whole text into the caller's buffer, which must not overlap it. No
 * NUL is added.
 * buffer, capacity  may be NULL with capacity 0, to learn the size
 * needed   the result's size in bytes, set also where the buffer is too
 *          small; what the buffer then holds is not specified
 * report   ZZ_WANT_EDITS and ZZ_WANT_ALTERNATIVES give nothing here: there is no result to ask
 * Errors: as zz_convert, and BUFFER. @since 0.1
 */
ZZ_API int32_t zz_convert_into(const zz_recipe *recipe, const char *text, size_t size, char *buffer,
                               size_t capacity, size_t *needed, zz_report *report);

/**
 * No result of a text of that many bytes is longer than this; SIZE_MAX where
 * that does not fit in size_t. It is never more than 64 MB (67,108,864 bytes) or 1,024 times the
 * text, whichever is more: where dictionaries would make more of it, as several stages that each
 * make ten characters of one, a conversion fails with TOO_LARGE. Of a stream, each call is a text
 * in this. Never fails. @since 0.1
 */
ZZ_API size_t zz_bound(const zz_recipe *recipe, size_t size);

/* ---- Edits ------------------------------------------------------------ */

/**
 * A stretch of text and what it became, over all steps of the recipe: ranges are in the first
 * input and the last output. Edits are in order and apart; between them the text is the same.
 * Set size before each call. No padding on 64 bits. @since 0.1
 */
typedef struct zz_edit {
    uint32_t size;          /**< sizeof(zz_edit) */
    uint32_t step;          /**< the last step that had a part in it, from 0 as they run */
    uint64_t source;        /**< offset in the input */
    uint64_t source_size;   /**< 0: an insertion */
    uint64_t target;        /**< offset in the result */
    uint64_t target_size;   /**< 0: a deletion */
    uint64_t steps;         /**< bit i is set: step i had a part in it */
    const char *step_name;  /**< as recipes spell it; lives as long as the recipe's data */
    const char *operation;  /**< what that step did, as "phrase"; static */
    int32_t score;          /**< how likely it is right: thousandths, see ZZ_SCORE_NONE */
    uint32_t alternatives;  /**< how many there are, if wanted */
} zz_edit;

/**
 * Scores are thousandths of likelihood as the context model sees it, 0 to 1000; those of a place
 * and of all that it could be instead come to 1000, but for rounding, or to less where a step in
 * between could not pass one on. This one says that nobody weighed: dictionaries list what a word
 * can be, and not how likely that is.
 */
#define ZZ_SCORE_NONE (-1)

/** How many edits a result has; 0 where they were not wanted (ZZ_WANT_EDITS). @since 0.1 */
ZZ_API size_t zz_result_edit_count(const zz_result *result);

/** Edit `index`, from 0. The recipe must be open still.
 *  Errors: ARGUMENT past the last, STRUCT_SIZE. @since 0.1 */
ZZ_API int32_t zz_result_edit(const zz_result *result, size_t index, zz_edit *edit);

/**
 * What else an edit could be, from 0, the likeliest first; then what the dictionaries have besides,
 * in their order. Each is a text for all of the edit's target, in the forms of the last output:
 * the steps behind the one that chose have seen it. Where an edit covers several choices, each
 * alternative differs in one of them. There are 64 at the most. Wanted by ZZ_WANT_ALTERNATIVES.
 * edit     as in zz_result_edit
 * text, size  bytes, and a NUL after them; living as long as the result
 * score    as zz_edit.score. Each out pointer may be NULL
 * Errors: ARGUMENT past the last. @since 0.1
 */
ZZ_API int32_t zz_result_edit_alternative(const zz_result *result, size_t edit, size_t index,
                                          const char **text, size_t *size, int32_t *score);

/**
 * A place that was left as it is, though what stands there is less than 900 likely: repair and
 * :context were not sure. The ranges are as in zz_edit, and hold the same text. In order, apart
 * from one another and from all edits. Set size before each call. No padding on 64 bits. @since 0.1
 */
typedef struct zz_suggestion {
    uint32_t size;          /**< sizeof(zz_suggestion) */
    uint32_t step;          /**< the last step that was unsure, from 0 as they run */
    uint64_t source;        /**< offset in the input */
    uint64_t source_size;   /**< never 0 */
    uint64_t target;        /**< offset in the result */
    uint64_t target_size;   /**< as source_size */
    const char *step_name;  /**< as recipes spell it; lives as long as the recipe's data */
    int32_t score;          /**< how likely what stands there is right */
    uint32_t forms;         /**< how many others it could have; at least 1 */
} zz_suggestion;

/** How many suggestions a result has; 0 where they were not wanted (ZZ_WANT_ALTERNATIVES).
 *  @since 0.1 */
ZZ_API size_t zz_result_suggestion_count(const zz_result *result);

/** Suggestion `index`, from 0. The recipe must be open still.
 *  Errors: ARGUMENT past the last, STRUCT_SIZE. @since 0.1 */
ZZ_API int32_t zz_result_suggestion(const zz_result *result, size_t index,
                                    zz_suggestion *suggestion);

/** What a suggestion's place could be, as zz_result_edit_alternative: the likeliest first.
 *  @since 0.1 */
ZZ_API int32_t zz_result_suggestion_form(const zz_result *result, size_t suggestion, size_t index,
                                         const char **text, size_t *size, int32_t *score);

/** zz_result_map: which way */
#define ZZ_MAP_FORWARD 0u /**< from the input to the result */
#define ZZ_MAP_BACK 1u    /**< from the result to the input */

/**
 * Where an offset is on the other side. Inside an edit it is that edit's beginning there; at its
 * end, the end; where it has no bytes on this side, the beginning too. In bytes, or what
 * zz_result_use_units said.
 * Errors: ARGUMENT past the end, or for a result without wanted edits. @since 0.1
 */
ZZ_API int32_t zz_result_map(const zz_result *result, uint32_t direction, uint64_t offset,
                             uint64_t *mapped);

/**
 * Some of the edits alone, as an editor does where its user accepts some and rejects others.
 * Undoing edits is applying the others. That takes the input: edits do not hold what they replaced.
 * Who is to undo them having the result alone keeps the input's bytes of each edit's source, and
 * puts them in place of its target, the last edit first.
 * text, size  the input the result was made of
 * chosen   a byte for each edit, 0: not applied
 * out      a result of its own, without edits
 * Errors: ARGUMENT (also where size is not that input's), MEMORY. @since 0.1
 */
ZZ_API int32_t zz_result_apply(const zz_result *result, const char *text, size_t size,
                               const uint8_t *chosen, zz_result **out);

/** zz_result_use_units: what offsets and sizes of edits count */
#define ZZ_UNITS_BYTES 0u       /**< of UTF-8, as all offsets are unless asked otherwise */
#define ZZ_UNITS_CODE_POINTS 1u /**< an ill-formed sequence counts as one */
#define ZZ_UNITS_UTF16 2u       /**< a code point beyond U+FFFF counts as two */

/**
 * Makes the edits of a result count other units than bytes, once. Not while another thread reads
 * them. zz_result_apply goes on taking the input, its size in bytes.
 * text, size  the input the result was made of
 * Errors: ARGUMENT, STATE where they count something else than bytes by now. @since 0.1
 */
ZZ_API int32_t zz_result_use_units(zz_result *result, const char *text, size_t size,
                                   uint32_t units);

/* ---- Converting a stream ---------------------------------------------- */

/**
 * A text that comes in chunks. Chunks may end anywhere, also inside a
 * character: what comes out, put together, is what zz_convert gives for the
 * whole text, however it was cut. Memory depends on the recipe and the size
 * of the largest chunk, not on the length of the text.
 * Errors: ARGUMENT, MEMORY. Freed by zz_stream_close before the recipe is closed.
 * @since 0.1
 */
ZZ_API int32_t zz_stream_open(const zz_recipe *recipe, zz_stream **out);

/**
 * Takes the next chunk, and gives what is decided by now.
 * output, output_size  owned by the stream, valid until the next call on it;
 *          may be empty
 * Errors: as zz_convert, and STATE. ARGUMENT and STRUCT_SIZE change nothing; after any other, only
 * zz_stream_reset and zz_stream_close work, those that take or end text give STATE, and what is
 * told of edits means nothing. @since 0.1
 */
ZZ_API int32_t zz_stream_feed(zz_stream *stream, const char *chunk, size_t size,
                              const char **output, size_t *output_size);

/**
 * Says that the text has ended, and gives the rest. After it the stream takes no more text before
 * zz_stream_reset.
 * report   counts over the whole text; want is not looked at here, see
 *          zz_stream_reset. After a call that failed, this gives ZZ_ERROR_STATE and
 *          still fills in what was counted up to the failure.
 * Errors: as zz_stream_feed. @since 0.1
 */
ZZ_API int32_t zz_stream_end(zz_stream *stream, const char **output, size_t *output_size,
                             zz_report *report);

/**
 * The same into the caller's buffer of any size. It takes of the chunk as much as finds room, some
 * kilobytes at a time; what does not fit waits in the stream for the next call, whichever that is.
 * So memory does not depend on the size of the chunks either. Call it again with the rest.
 * taken    bytes of the chunk used up; less than size only where the buffer is full
 * buffer, capacity  may be NULL with capacity 0; must not overlap the chunk
 * written  bytes put into the buffer; a full one may mean that more waits
 * Errors: as zz_stream_feed. @since 0.1
 */
ZZ_API int32_t zz_stream_feed_into(zz_stream *stream, const char *chunk, size_t size,
                                   size_t *taken, char *buffer, size_t capacity, size_t *written);

/**
 * Says that the text has ended, and gives of the rest what fits; to be called until *waiting is 0.
 * waiting  bytes that are left for the next call of this function
 * Errors: as zz_stream_end. @since 0.1
 */
ZZ_API int32_t zz_stream_end_into(zz_stream *stream, char *buffer, size_t capacity, size_t *written,
                                  size_t *waiting, zz_report *report);

/**
 * Takes output: never empty, borrowed for the call. Returns ZZ_OK to go on, anything else to stop.
 * It may not use the stream. @since 0.1
 */
typedef int32_t (*zz_write_fn)(void *ctx, const char *text, size_t size);

/**
 * As zz_stream_feed, but hands the output to a function, some kilobytes at a time.
 * Errors: as zz_stream_feed; STOPPED where write says so, which counts as a failure of the stream.
 * @since 0.1
 */
ZZ_API int32_t zz_stream_feed_to(zz_stream *stream, const char *chunk, size_t size,
                                 zz_write_fn write, void *ctx);

/** As zz_stream_end, in the manner of zz_stream_feed_to. @since 0.1 */
ZZ_API int32_t zz_stream_end_to(zz_stream *stream, zz_write_fn write, void *ctx,
                                zz_report *report);

/**
 * Makes the stream ready for another text, keeping its memory.
 * want     ZZ_WANT_* for that text; 0 after zz_stream_open
 * Errors: ARGUMENT. @since 0.1
 */
ZZ_API int32_t zz_stream_reset(zz_stream *stream, uint32_t want);

/**
 * The edits decided in the last call that took or ended text, whichever of them, if wanted; offsets
 * are from the beginning of the text. An edit may be decided later than its bytes come out.
 * @since 0.1
 */
ZZ_API size_t zz_stream_edit_count(const zz_stream *stream);

/** As zz_result_edit. @since 0.1 */
ZZ_API int32_t zz_stream_edit(const zz_stream *stream, size_t index, zz_edit *edit);

/** As zz_result_edit_alternative; valid until the next call on the stream. @since 0.1 */
ZZ_API int32_t zz_stream_edit_alternative(const zz_stream *stream, size_t edit, size_t index,
                                          const char **text, size_t *size, int32_t *score);

/** The suggestions decided in the last call, as the edits. @since 0.1 */
ZZ_API size_t zz_stream_suggestion_count(const zz_stream *stream);

/** As zz_result_suggestion. @since 0.1 */
ZZ_API int32_t zz_stream_suggestion(const zz_stream *stream, size_t index,
                                    zz_suggestion *suggestion);

/** As zz_result_suggestion_form; valid until the next call on the stream. @since 0.1 */
ZZ_API int32_t zz_stream_suggestion_form(const zz_stream *stream, size_t suggestion, size_t index,
                                         const char **text, size_t *size, int32_t *score);

/**
 * The stretch of text whose edits and suggestions the last call has decided, if edits are wanted;
 * such stretches follow one another, and together are all of the text.
 * source, target  where it is in the input and in the output; either may be NULL
 * Errors: ARGUMENT where edits are not wanted. @since 0.1
 */
ZZ_API int32_t zz_stream_decided(const zz_stream *stream, zz_range *source, zz_range *target);

/**
 * Where an offset in that stretch is on the other side; as zz_result_map. The stretch's end is in
 * the next one, or in the last where the text has ended. A stream keeps no edits: of text decided
 * earlier it can't tell any more.
 * Errors: ARGUMENT outside the stretch, or where edits are not wanted. @since 0.1
 */
ZZ_API int32_t zz_stream_map(const zz_stream *stream, uint32_t direction, uint64_t offset,
                             uint64_t *mapped);

/** Frees it. @since 0.1 */
ZZ_API void zz_stream_close(zz_stream *stream);

/* ---- What else a text could be ---------------------------------------- */

/** All that a stretch of text could become. Immutable. */
typedef struct zz_alternatives zz_alternatives;

/**
 * All that a word or a phrase could become by a recipe, for a menu in an editor: first what
 * zz_convert makes of it, then what else the dictionaries have for its words and characters, each
 * once. "发" by s2t gives 發 and 髮; by "t2s,s2t" 發 does.
 * text, size  256 bytes at the most; of longer ones nothing else is sought. One that is a word of
 *          zz_options.dictionary could be all its values; of one that has such a word in it, or a
 *          protected one, nothing else is sought
 * out      freed by zz_alternatives_free before the recipe is closed. There are 64 at the most;
 *          where there could be more, those that differ from the first in one place
 * Errors: as zz_convert. Safe to call on one recipe from any number of threads. @since 0.1
 */
ZZ_API int32_t zz_alternatives_find(const zz_recipe *recipe, const char *text, size_t size,
                                    zz_alternatives **out);

/** How many: 1 where nothing else is possible; 0 for NULL. @since 0.1 */
ZZ_API size_t zz_alternatives_count(const zz_alternatives *alternatives);

/**
 * Number `index`, from 0.
 * text, size  bytes, and a NUL after them; living as long as alternatives
 * Errors: ARGUMENT past the last. @since 0.1
 */
ZZ_API int32_t zz_alternatives_get(const zz_alternatives *alternatives, size_t index,
                                   const char **text, size_t *size);

/** Frees it. @since 0.1 */
ZZ_API void zz_alternatives_free(zz_alternatives *alternatives);

/* ---- Which script a text is in ---------------------------------------- */

/** zz_detection.script */
#define ZZ_SCRIPT_NONE 0u        /**< no Han character and no kana */
#define ZZ_SCRIPT_EITHER 1u      /**< Han, but none that tells Simplified from Traditional */
#define ZZ_SCRIPT_SIMPLIFIED 2u  /**< over nine tenths of what tells are of it */
#define ZZ_SCRIPT_TRADITIONAL 3u /**< the same */
#define ZZ_SCRIPT_MIXED 4u       /**< at least a tenth of what tells is of each */
#define ZZ_SCRIPT_JAPANESE 5u    /**< an eighth is kana, or two are shinjitai and none Chinese */

/** zz_detection.region, of Traditional and mixed text */
#define ZZ_REGION_NONE 0u        /**< nothing tells, or two thirds are of neither */
#define ZZ_REGION_TAIWAN 1u      /**< two thirds or more are of its forms */
#define ZZ_REGION_HONG_KONG 2u   /**< the same */

/**
 * What a text is written in, and the counts of characters that say so. A character counts for a
 * script where the dictionaries have it in that one alone: 后 and 里 stand in both. No padding.
 * @since 0.1
 */
typedef struct zz_detection {
    uint32_t size;         /**< sizeof(zz_detection) */
    uint32_t script;       /**< ZZ_SCRIPT_* */
    uint32_t script_score; /**< thousandths of what tells scripts apart that are of this one; mixed:
                                1000 where half and half; 0 where nothing tells */
    uint32_t region;       /**< ZZ_REGION_* */
    uint32_t region_score; /**< the same of the region */
    uint32_t reserved;     /**< 0 */
    uint64_t han;          /**< Han characters */
    uint64_t simplified;   /**< of them, in Simplified alone */
    uint64_t traditional;  /**< in Traditional alone */
    uint64_t japanese;     /**< in Japan's shinjitai alone */
    uint64_t kana;         /**< hiragana and katakana */
    uint64_t taiwan;       /**< in the form of Taiwan's where Hong Kong writes another */
    uint64_t hong_kong;    /**< and the other way round, and characters of written Cantonese */
} zz_detection;

/** Sets all to 0 but size, the caller's sizeof(zz_detection).
 *  Errors: ARGUMENT, STRUCT_SIZE. @since 0.1 */
ZZ_API int32_t zz_detection_init(zz_detection *detection, size_t size);

/**
 * Adds a text to the counts, and judges by all that they hold: a long text may come in pieces, cut
 * between characters, and a line by itself is told by a fresh zz_detection. OpenCC's standard has
 * forms of Hong Kong's, as 裏 and 着, and is taken for that.
 * data     NULL: the data inside the library. One without the conversions s2t and t2s can't tell
 *          scripts apart, nor regions without t2tw, tw2t, t2hk and hk2t
 * Errors: ARGUMENT, STRUCT_SIZE. Needs no memory. @since 0.1
 */
ZZ_API int32_t zz_detect(const zz_data *data, const char *text, size_t size,
                         zz_detection *detection);

#ifdef __cplusplus
}
#endif

#endif
