/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/failing.h"

#include "unit/share.h"

/* No call that works needs more allocations than this. */
#define MOST 10000
/* So many of a call's allocations fail each, and 1 in failing_share of the rest. */
#define FIRST 30

size_t failing_share = SHARE;

static size_t fail_in_turn(allocator *a, failing_call call, void *ctx, bool once)
{
    size_t held = a->bytes, blocks = a->blocks, failed = 0, n;

    for (n = 1; n < MOST; n += n < FIRST ? 1 : failing_share) {
        int32_t status;
        bool reached;

        a->calls = 0;
        a->fail_at = n;
        a->once = once;
        status = call(a, ctx);
        reached = a->calls >= n;
        a->fail_at = 0;
        assert_false(a->wrong);
        assert_int_equal(a->bytes, held);
        assert_int_equal(a->blocks, blocks);
        if (!reached) {
            check_ok(status);
            return failed;
        }
        failed++;
        if (status != ZZ_OK)
            check_status(ZZ_ERROR_MEMORY, status);
        else
            assert_true(once);
        if (once)
            continue; /* the other way has seen that it works after */
        check_ok(call(a, ctx));
        assert_int_equal(a->bytes, held);
    }
    fail_msg("more than %d allocations", MOST);
    return 0;
}

size_t fail_every_way(allocator *a, failing_call call, void *ctx)
{
    return fail_in_turn(a, call, ctx, false) + fail_in_turn(a, call, ctx, true);
}
