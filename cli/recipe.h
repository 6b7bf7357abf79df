/* SPDX-License-Identifier: Apache-2.0 */
/* Opening the recipe as the options say, with the files they name. */
#ifndef CLI_RECIPE_H
#define CLI_RECIPE_H

#include <zhengzi.h>

#include "options.h"

/* NULL after it has said what is wrong. */
zz_recipe *recipe_open(const options *o);

#endif
