/* SPDX-License-Identifier: Apache-2.0 */
#include "convert.h"

#include <inttypes.h>
#include <string.h>

#include "message.h"
#include "progress.h"

/* A file on its way through. */
typedef struct passage {
    converter *c;
    const char *name;
    sys_input input;
    stats stats;
} passage;

static outcome fail_stream(const passage *p, int32_t status, const zz_report *report)
{
    if (status == ZZ_ERROR_INVALID_UTF8 && report->invalid_offset != UINT64_MAX)
        message(p->name, "ill-formed UTF-8 at byte %" PRIu64, report->invalid_offset);
    else
        message(p->name, "%s", zz_status_string(status));
    return OUTCOME_FILE_FAILED;
}

/* A feed that failed left its report for the end. */
static outcome fail_feed(const passage *p, int32_t status)
{
    const char *rest;
    size_t size;
    zz_report report;

    zz_report_init(&report, sizeof report);
    report.invalid_offset = UINT64_MAX;
    if (status == ZZ_ERROR_INVALID_UTF8)
        (void)zz_stream_end(p->c->stream, &rest, &size, &report);
    return fail_stream(p, status, &report);
}

static outcome pass_chunk(passage *p, size_t size)
{
    converter *c = p->c;
    const char *text;
    size_t text_size;
    int32_t status;
    outcome result = target_input(&c->target, c->chunk, size);

    if (result != OUTCOME_OK)
        return result;
    if (c->options->stats)
        stats_count(&p->stats, c->chunk, size);
    else
        p->stats.bytes_in += size;
    status = zz_stream_feed(c->stream, c->chunk, size, &text, &text_size);
    if (status != ZZ_OK)
        return fail_feed(p, status);
    p->stats.bytes_out += text_size;
    result = target_output(&c->target, text, text_size);
    return result == OUTCOME_OK ? target_advance(&c->target, c->stream) : result;
}

/* A file of another encoding, or no text at all: in place there would be no way back. */
static outcome refuse_ill_formed(passage *p)
{
    message(p->name,
            "ill-formed UTF-8: %" PRIu64 " sequence%s, the first at byte %" PRIu64
            "; the file stays as it is. --invalid=pass, replace or drop rewrites it; what is GBK,"
            " Big5 or UTF-16, iconv makes UTF-8 of",
            p->stats.invalid, p->stats.invalid == 1 ? "" : "s", p->stats.invalid_offset);
    return OUTCOME_FILE_FAILED;
}

static outcome pass_end(passage *p)
{
    converter *c = p->c;
    const char *text;
    size_t text_size;
    zz_report report;
    int32_t status;
    outcome result;

    zz_report_init(&report, sizeof report);
    status = zz_stream_end(c->stream, &text, &text_size, &report);
    if (status != ZZ_OK)
        return fail_stream(p, status, &report);
    p->stats.bytes_out += text_size;
    stats_report(&p->stats, &report);
    result = target_output(&c->target, text, text_size);
    if (result == OUTCOME_OK)
        result = target_advance(&c->target, c->stream);
    if (result == OUTCOME_OK && report.invalid > 0 && !c->options->invalid_chosen &&
        target_would_rewrite(&c->target))
        result = refuse_ill_formed(p);
    return result == OUTCOME_OK ? target_end(&c->target) : result;
}

static uint32_t wants(const options *o)
{
    return (o->stats ? ZZ_WANT_CHANGES : 0) | (o->mode == MODE_EDITS ? ZZ_WANT_ALTERNATIVES : 0);
}

static outcome pass(passage *p)
{
    converter *c = p->c;
    int32_t status = zz_stream_reset(c->stream, wants(c->options));
    outcome result = OUTCOME_OK;
    size_t got;

    if (status != ZZ_OK)
        return fail_feed(p, status);
    while (result == OUTCOME_OK && !target_satisfied(&c->target)) {
        int error = sys_input_read(&p->input, c->chunk, CHUNK_SIZE, &got);
        if (error != 0) {
            message(p->name, "%s", sys_error_text(error));
            return OUTCOME_FILE_FAILED;
        }
        if (got == 0)
            break;
        result = pass_chunk(p, got);
        progress_update(p->stats.bytes_in);
    }
    if (result != OUTCOME_OK)
        return result;
    /* where enough is known before the end, the end would say that the last character is cut */
    return target_satisfied(&c->target) ? target_end(&c->target) : pass_end(p);
}

static void say_results(const passage *p)
{
    const options *o = p->c->options;

    if (o->stats)
        stats_say(&p->stats, p->name, true);
    else if (p->stats.invalid > 0 && !o->invalid_chosen)
        message(p->name,
                "warning: ill-formed UTF-8: %" PRIu64 " sequence%s, the first at byte %" PRIu64,
                p->stats.invalid, p->stats.invalid == 1 ? "" : "s", p->stats.invalid_offset);
}

outcome convert_file(converter *c, const char *operand)
{
    const char *path = strcmp(operand, "-") != 0 ? operand : NULL;
    passage p;
    outcome result;
    double begun = sys_seconds();
    int error;

    memset(&p, 0, sizeof p);
    p.c = c;
    p.name = path != NULL ? path : "standard input";
    error = sys_input_open(&p.input, path, c->options->mode == MODE_IN_PLACE);
    if (error != 0) {
        message(p.name, "%s", sys_error_text(error));
        c->failed = true;
        return OUTCOME_FILE_FAILED;
    }
    if (!p.input.terminal)
        progress_begin(p.name, p.input.regular ? p.input.identity.size : PROGRESS_SIZE_UNKNOWN);
    result = target_begin(&c->target, p.name, path, &p.input);
    if (result == OUTCOME_OK)
        result = pass(&p);
    progress_end();
    if (result == OUTCOME_OK) {
        p.stats.seconds = sys_seconds() - begun;
        say_results(&p);
        stats_add(&c->sum, &p.stats);
        c->changed |= c->target.changed;
    } else {
        target_abandon(&c->target);
        c->failed = true;
    }
    sys_input_close(&p.input);
    return result;
}
