/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an editor needs: the edits of a conversion, in code points; all of them made but the last;
 * and where a place of the text has got to. A brand name is left alone.
 */
#include <stdio.h>
#include <string.h>

#include <zhengzi.h>

static const char text[] = "她的头发很干燥，中国移动的软件在这里。";

static zz_recipe *open_recipe(void)
{
    static const char names[] = "中国移动\n";
    zz_options options;
    zz_recipe *recipe;
    zz_error error;

    zz_options_init(&options, sizeof options);
    options.protect = names;
    options.protect_size = strlen(names);
    if (zz_recipe_open("s2twp", ZZ_TERMINATED, &options, &recipe, &error) == ZZ_OK)
        return recipe;
    fprintf(stderr, "edits: %s\n", error.message);
    return NULL;
}

static int32_t print_edits(zz_result *result)
{
    int32_t status = zz_result_use_units(result, text, strlen(text), ZZ_UNITS_CODE_POINTS);
    size_t i;

    for (i = 0; i < zz_result_edit_count(result) && status == ZZ_OK; i++) {
        zz_edit edit;

        edit.size = sizeof edit;
        status = zz_result_edit(result, i, &edit);
        if (status == ZZ_OK)
            printf("%llu+%llu to %llu+%llu: %s, %s\n", (unsigned long long)edit.source,
                   (unsigned long long)edit.source_size, (unsigned long long)edit.target,
                   (unsigned long long)edit.target_size, edit.step_name, edit.operation);
    }
    return status;
}

static int32_t show(const zz_recipe *recipe)
{
    unsigned char chosen[64];
    uint64_t end;
    zz_report report;
    zz_result *result, *some = NULL;
    int32_t status;

    zz_report_init(&report, sizeof report);
    report.want = ZZ_WANT_EDITS;
    status = zz_convert(recipe, text, strlen(text), &result, &report);
    if (status != ZZ_OK)
        return status;
    printf("%s\n", zz_result_text(result));
    memset(chosen, 1, sizeof chosen);
    if (zz_result_edit_count(result) != 0 && zz_result_edit_count(result) <= sizeof chosen)
        chosen[zz_result_edit_count(result) - 1] = 0;
    status = zz_result_apply(result, text, strlen(text), chosen, &some);
    if (status == ZZ_OK)
        printf("%s\n", zz_result_text(some));
    if (status == ZZ_OK)
        status = print_edits(result);
    if (status == ZZ_OK)
        status = zz_result_map(result, ZZ_MAP_FORWARD, 8, &end);
    if (status == ZZ_OK)
        printf("code point 8 is now %llu\n", (unsigned long long)end);
    zz_result_free(some);
    zz_result_free(result);
    return status;
}

int main(void)
{
    zz_recipe *recipe = open_recipe();
    int32_t status = recipe != NULL ? show(recipe) : ZZ_ERROR_RECIPE;

    if (recipe != NULL && status != ZZ_OK)
        fprintf(stderr, "edits: %s\n", zz_status_string(status));
    zz_recipe_close(recipe);
    return status == ZZ_OK ? 0 : 1;
}
