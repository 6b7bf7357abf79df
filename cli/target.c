/* SPDX-License-Identifier: Apache-2.0 */
#include "target.h"

#include <string.h>
#include <zhengzi.h>

#include "message.h"

void target_init(target *t, const options *o, writer *out, const char *out_name)
{
    memset(t, 0, sizeof *t);
    t->options = o;
    t->out = out;
    t->out_name = out_name;
}

void target_free(target *t)
{
    compare_free(&t->compare);
    diff_free(&t->diff);
    edits_free(&t->edits);
}

static outcome fail_memory(const target *t)
{
    message(t->name, "%s", zz_status_string(ZZ_ERROR_MEMORY));
    return OUTCOME_FILE_FAILED;
}

static outcome fail_file(const target *t, int error)
{
    message(t->name, "%s", sys_error_text(error));
    return OUTCOME_FILE_FAILED;
}

/* The file as the command line names it, for lists and diffs. */
static const char *operand(const target *t)
{
    return t->path != NULL ? t->path : "-";
}

/* Whoever closed the other end of a pipe knows it; nobody else needs to. */
static outcome flush(const target *t)
{
    int error = writer_flush(t->out);

    if (error == 0)
        return OUTCOME_OK;
    if (!sys_is_broken_pipe(error))
        message(t->out_name, "%s", sys_error_text(error));
    return OUTCOME_RUN_FAILED;
}

static outcome lines_outcome(const target *t, int result)
{
    if (result == LINES_MEMORY)
        return fail_memory(t);
    if (result == LINES_TOO_LONG) {
        message(t->name, "a line is longer than %u MiB, which --diff does not take; --check does",
                (unsigned)(LINES_LONGEST >> 20));
        return OUTCOME_FILE_FAILED;
    }
    return OUTCOME_OK;
}

outcome target_begin(target *t, const char *name, const char *path, const sys_input *input)
{
    t->name = name;
    t->path = path;
    t->input = input;
    t->replacing = false;
    t->changed = false;
    compare_reset(&t->compare);
    if (t->options->mode == MODE_IN_PLACE && !input->regular)
        return fail_file(t, SYS_ERROR_NOT_REGULAR);
    if (t->options->mode != MODE_IN_PLACE && t->options->mode != MODE_CHECK &&
        sys_output_is_input(&t->out->output, input))
        return fail_file(t, SYS_ERROR_SAME_FILE);
    if (t->options->mode == MODE_EDITS)
        edits_begin(&t->edits, operand(t), t->options->file_count > 1, t->out);
    if (t->options->mode == MODE_DIFF)
        return lines_outcome(t, diff_begin(&t->diff, operand(t), t->options->colour, t->out));
    return OUTCOME_OK;
}

outcome target_input(target *t, const char *text, size_t size)
{
    switch (t->options->mode) {
    case MODE_IN_PLACE:
    case MODE_CHECK:
        return compare_input(&t->compare, text, size) ? OUTCOME_OK : fail_memory(t);
    case MODE_DIFF:
        return lines_outcome(t, diff_old(&t->diff, text, size));
    case MODE_EDITS:
        return edits_source(&t->edits, text, size) ? OUTCOME_OK : fail_memory(t);
    case MODE_WRITE:
    default:
        return OUTCOME_OK;
    }
}

/* ---- In place --------------------------------------------------------- */

/* The new file begins as the old one did. */
static int copy_beginning(target *t)
{
    char piece[16 * 1024];
    uint64_t done = 0;

    while (done < t->compare.equal) {
        uint64_t left = t->compare.equal - done;
        size_t got;
        int error = sys_input_read_at(t->input, done, piece,
                                      left < sizeof piece ? (size_t)left : sizeof piece, &got);
        if (error == 0 && got == 0)
            error = SYS_ERROR_CHANGED;
        if (error == 0)
            error = sys_output_write(&t->replacement, piece, got);
        if (error != 0)
            return error;
        done += got;
    }
    return 0;
}

/* Nothing is created before the first difference: most files that are checked again have none. */
static outcome begin_replacement(target *t)
{
    int error = sys_output_open_in_place(&t->replacement, t->path, t->input);

    if (error == 0) {
        t->replacing = true;
        error = copy_beginning(t);
    }
    return error == 0 ? OUTCOME_OK : fail_file(t, error);
}

static outcome rewrite(target *t, const char *text, size_t size)
{
    size_t same = 0;
    int error;

    if (!t->replacing) {
        outcome result;
        compare_output(&t->compare, text, size, &same);
        if (!t->compare.differs)
            return OUTCOME_OK;
        result = begin_replacement(t);
        if (result != OUTCOME_OK)
            return result;
    }
    error = sys_output_write(&t->replacement, text + same, size - same);
    return error == 0 ? OUTCOME_OK : fail_file(t, error);
}

bool target_would_rewrite(target *t)
{
    if (t->options->mode != MODE_IN_PLACE)
        return false;
    compare_end(&t->compare);
    return t->compare.differs;
}

static outcome end_in_place(target *t)
{
    int error;

    t->changed = target_would_rewrite(t);
    if (!t->changed)
        return OUTCOME_OK;
    if (!t->replacing) {
        outcome result = begin_replacement(t);
        if (result != OUTCOME_OK)
            return result;
    }
    t->replacing = false;
    error = sys_output_commit(&t->replacement, &t->input->identity);
    return error == 0 ? OUTCOME_OK : fail_file(t, error);
}

/* ---- All modes -------------------------------------------------------- */

outcome target_output(target *t, const char *text, size_t size)
{
    outcome result;
    size_t same;

    switch (t->options->mode) {
    case MODE_IN_PLACE:
        return size > 0 ? rewrite(t, text, size) : OUTCOME_OK;
    case MODE_CHECK:
        compare_output(&t->compare, text, size, &same);
        return OUTCOME_OK;
    case MODE_DIFF:
        result = lines_outcome(t, diff_new(&t->diff, text, size));
        if (result == OUTCOME_OK)
            result = lines_outcome(t, diff_advance(&t->diff));
        return result == OUTCOME_OK ? flush(t) : result;
    case MODE_EDITS:
        return edits_target(&t->edits, text, size) ? OUTCOME_OK : fail_memory(t);
    case MODE_WRITE:
    default:
        writer_bytes(t->out, text, size);
        return flush(t);
    }
}

outcome target_advance(target *t, const zz_stream *stream)
{
    if (t->options->mode != MODE_EDITS)
        return OUTCOME_OK;
    edits_write(&t->edits, stream);
    t->changed = t->edits.count != 0;
    return flush(t);
}

bool target_satisfied(const target *t)
{
    return t->options->mode == MODE_CHECK && t->compare.differs && !t->options->stats &&
           t->options->invalid != ZZ_INVALID_ERROR;
}

static outcome end_check(target *t)
{
    compare_end(&t->compare);
    t->changed = t->compare.differs;
    if (t->changed) {
        writer_text(t->out, operand(t));
        writer_text(t->out, "\n");
    }
    return flush(t);
}

static outcome end_diff(target *t)
{
    outcome result = lines_outcome(t, diff_end(&t->diff));

    t->changed = t->diff.differs;
    return result == OUTCOME_OK ? flush(t) : result;
}

outcome target_end(target *t)
{
    switch (t->options->mode) {
    case MODE_IN_PLACE:
        return end_in_place(t);
    case MODE_CHECK:
        return end_check(t);
    case MODE_DIFF:
        return end_diff(t);
    case MODE_EDITS:
    case MODE_WRITE:
    default:
        return OUTCOME_OK;
    }
}

void target_abandon(target *t)
{
    if (t->replacing)
        sys_output_discard(&t->replacement);
    t->replacing = false;
}
