# SPDX-License-Identifier: Apache-2.0
import pytest
import zhengzi
from hypothesis import given, settings, strategies as st

pa = pytest.importorskip("pyarrow", reason="no pyarrow here")
S2TWP = zhengzi.Converter("s2twp")
WORDS = ["汉字", None, "", "鼠标里面的硅二极管坏了", "a"]


def column(values, type_):
    if type_ == pa.string_view():
        return pa.array(values, pa.string()).cast(type_)
    return pa.array(values, type_)


def expected(values):
    return [None if value is None else S2TWP(value) for value in values]


TYPES = {
    pa.string(): pa.string(),
    pa.large_string(): pa.large_string(),
    pa.string_view(): pa.large_string(),
    pa.dictionary(pa.int32(), pa.string()): pa.dictionary(pa.int32(), pa.string()),
    pa.dictionary(pa.int8(), pa.large_string()): pa.dictionary(pa.int8(), pa.large_string()),
}


@pytest.mark.parametrize("type_", TYPES, ids=str)
def test_types(type_):
    given_ = column(WORDS * 3, type_)
    for part in (given_, given_[1:], given_[3:9], given_[:0], given_[1:2]):
        got = pa.array(S2TWP.convert_arrow(part))
        got.validate(full=True)
        assert got.type == TYPES[type_]
        assert got.to_pylist() == expected(part.to_pylist())
        assert got.null_count == part.null_count


def test_binary():
    for type_ in (pa.binary(), pa.large_binary()):
        got = pa.array(S2TWP.convert_arrow(pa.array(["汉".encode(), None, b"\xff"], type_)))
        assert got.type == type_ and got.to_pylist() == ["漢".encode(), None, b"\xff"]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.one_of(st.none(), st.text(st.sampled_from("鼠标里发后a😀"), max_size=30)),
                max_size=40), st.sampled_from(list(TYPES)), st.integers(0, 10), st.integers(1, 4))
def test_any_array(values, type_, offset, threads):
    part = column(values, type_)[offset:]
    got = pa.array(S2TWP.convert_arrow(part, threads=threads))
    got.validate(full=True)
    assert got.to_pylist() == expected(part.to_pylist())


def test_nothing_but_nulls():
    for given_, length in ((pa.nulls(3), 3), (pa.nulls(9)[2:7], 5), (pa.nulls(0), 0)):
        got = pa.array(S2TWP.convert_arrow(given_))
        got.validate(full=True)
        assert got.type == pa.string() and got.to_pylist() == [None] * length
    chunks = pa.chunked_array(S2TWP.convert_arrow(pa.chunked_array([pa.nulls(2), pa.nulls(3)])))
    assert chunks.type == pa.string() and chunks.null_count == 5


def test_many_threads():
    values = (WORDS * 20_000)[1:]
    for type_ in (pa.string(), pa.string_view()):
        got = pa.array(S2TWP.convert_arrow(column(values, type_), threads=4))
        got.validate(full=True)
        assert got.to_pylist() == expected(values)


def test_chunks_and_what_can_be_taken_twice():
    result = S2TWP.convert_arrow(pa.chunked_array([WORDS, [], WORDS], pa.string()))
    assert len(result) == 10
    for _ in range(2):
        got = pa.chunked_array(result)
        assert got.num_chunks == 3 and got.to_pylist() == expected(WORDS * 2)
    result = S2TWP.convert_arrow(pa.array(WORDS))
    first, second = pa.array(result), pa.array(result)
    del result
    assert len(first) == 5 and first == second
    empty = pa.chunked_array(S2TWP.convert_arrow(pa.chunked_array([], pa.string())))
    assert empty.to_pylist() == [] and empty.type == pa.string()


def test_the_input_is_given_back():
    before = pa.total_allocated_bytes()
    for type_ in TYPES:
        result = S2TWP.convert_arrow(column(WORDS * 1000, type_))
        result.__arrow_c_array__()  # whose capsules nobody empties
        result.__arrow_c_schema__()
        del result
    assert pa.total_allocated_bytes() == before


@pytest.mark.parametrize("wrong", [
    lambda: pa.array([1, 2]), lambda: pa.array([["汉"]]), lambda: pa.chunked_array([[1]]),
    lambda: pa.table({"text": ["汉"]}), lambda: ["汉"], lambda: "汉", lambda: None])
def test_what_is_no_array_of_strings(wrong):
    with pytest.raises(TypeError):
        S2TWP.convert_arrow(wrong())


def test_broken_givers():
    class Gives:
        def __init__(self, given_):
            self.given = given_

        def __arrow_c_array__(self, requested_schema=None):
            return self.given

    for wrong in (None, (), (1, 2), (None, None)):
        with pytest.raises((TypeError, ValueError)):
            S2TWP.convert_arrow(Gives(wrong))
    taken = pa.array(WORDS).__arrow_c_array__()
    S2TWP.convert_arrow(Gives(taken))
    with pytest.raises(ValueError, match="released"):
        S2TWP.convert_arrow(Gives(taken))


def test_offsets_that_are_wrong():
    offsets = b"".join(number.to_bytes(4, "little") for number in (0, 3, 1, 4))
    array = pa.StringArray.from_buffers(3, pa.py_buffer(offsets), pa.py_buffer(b"abcdef"))
    with pytest.raises(ValueError, match="offsets"):
        S2TWP.convert_arrow(array)


def test_errors_of_a_stream_pass():
    def batches():
        yield pa.record_batch({"text": ["汉"]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"text": pa.string()}), batches())
    with pytest.raises(TypeError):  # of columns, not of strings
        S2TWP.convert_arrow(reader)


def test_invalid_text_says_where():
    strict = zhengzi.Converter("s2t", invalid="error")
    chunks = pa.chunked_array([[b"a"], [b"b", b"c\xff"]])
    with pytest.raises(zhengzi.InvalidTextError) as caught:
        strict.convert_arrow(chunks)
    assert (caught.value.index, caught.value.offset) == (2, 1)


def test_a_result_of_string_that_is_too_long():
    converter = zhengzi.Converter("s2t", dictionary={"a": "b" * 1000})
    text = pa.array(["a" * 1_100_000] * 2)
    with pytest.raises(OverflowError, match="large_string"):
        converter.convert_arrow(text)
