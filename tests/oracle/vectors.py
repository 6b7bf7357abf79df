#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the vector files expect of the conversions is what the reference gives: that every line of them is right."""

import pathlib
import sys

import reference


def main():
    parser = reference.arguments(__doc__)
    parser.add_argument("--every", action="store_true", help="each conversion must have a vector")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    module = reference.load(options.shared)
    conversions = {}
    checked = wrong = left = 0
    for path in options.files:
        for number, recipe, text, expected in reference.read_vectors(path):
            names = [name.strip() for name in recipe.split(",")]
            if not set(names) <= set(reference.ALL):
                left += 1
                continue
            got = text
            for name in names:
                if name not in conversions:
                    conversions[name] = reference.Conversion(module, options.shared, name)
                got = conversions[name].convert(got)
            checked += 1
            if got != expected:
                wrong += 1
                print(f"{path}:{number}: {recipe}")
                print(f"  input          {reference.escape(text)}")
                print(f"  the file says  {reference.escape(expected)}")
                print(f"  the reference  {reference.escape(got)}")
    unused = set(reference.ALL) - set(conversions) if options.every else set()
    if unused:
        print(f"no vector has {' '.join(sorted(unused))}")
    print(f"{checked} vectors checked, {wrong} wrong; {left} of clean-up steps are not the reference's business")
    return 1 if wrong or unused or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
