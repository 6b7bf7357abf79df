# SPDX-License-Identifier: Apache-2.0
"""Columns of polars, pandas and DuckDB through convert_arrow: whole, cut, in chunks, encoded, with
nulls."""

import pytest
import zhengzi

S2TWP = zhengzi.Converter("s2twp")
WORDS = ["汉字", None, "", "鼠标里面的硅二极管坏了", "a"]
RIGHT = [None if word is None else S2TWP(word) for word in WORDS]


@pytest.fixture(name="pl")
def polars():
    return pytest.importorskip("polars", reason="no polars here")


@pytest.fixture(name="pd")
def pandas():
    pytest.importorskip("pyarrow", reason="no pyarrow here")
    return pytest.importorskip("pandas", minversion="3", reason="no pandas 3 here")


def test_polars(pl):
    def through(series):
        return pl.Series(S2TWP.convert_arrow(series))

    series = pl.Series("t", WORDS)
    assert through(series).to_list() == RIGHT
    assert through(series[1:4]).to_list() == RIGHT[1:4]
    assert through(series[:0]).to_list() == []
    assert through(pl.concat([series, series[2:]], rechunk=False)).to_list() == RIGHT + RIGHT[2:]
    for type_ in (pl.String, pl.Null):
        got = through(pl.Series([None, None], dtype=type_))
        assert got.dtype == pl.String and got.to_list() == [None, None]
    assert through(pl.Series([b"\xff", None, "汉".encode()])).to_list() == [
        b"\xff", None, "漢".encode()]
    for encoded in (pl.Categorical, pl.Enum([word for word in WORDS if word is not None])):
        got = through(series.cast(encoded))
        assert got.dtype in (pl.Categorical, pl.Enum)
        assert got.cast(pl.String).to_list() == RIGHT


def test_an_expression_of_polars(pl):
    def convert(series):
        return pl.Series(S2TWP.convert_arrow(series))

    frame = pl.LazyFrame({"t": WORDS * 3, "k": [0, 1, 2] * 5}).with_columns(
        pl.col("t").map_batches(convert, return_dtype=pl.String)).collect()
    assert frame["t"].to_list() == RIGHT * 3
    with pytest.raises(Exception, match="array or column of strings"):
        frame.select(pl.col("k").map_batches(convert, return_dtype=pl.String))


@pytest.mark.parametrize("kind", ["str", "object", "category", "string[pyarrow]", "large"])
def test_pandas(pd, kind):
    import pyarrow as pa

    kind = pd.ArrowDtype(pa.large_string()) if kind == "large" else kind
    series = pd.Series(WORDS, dtype=kind)
    for part, right in ((series, RIGHT), (series[1:4], RIGHT[1:4]), (series[:0], [])):
        got = S2TWP.convert_arrow(part)
        assert pa.chunked_array(got).to_pylist() == right
        back = pd.Series.from_arrow(got)
        assert [None if missing else value for value, missing in zip(back, back.isna())] == right


def test_duckdb():
    duckdb = pytest.importorskip("duckdb", reason="no duckdb here")
    pa = pytest.importorskip("pyarrow", reason="no pyarrow here")
    base = duckdb.connect()
    base.create_function("s2twp", lambda column: pa.chunked_array(S2TWP.convert_arrow(column)),
                         ["VARCHAR"], "VARCHAR", type="arrow")
    base.execute("CREATE TABLE t AS SELECT unnest(?) AS w", [WORDS * 1000])
    assert [row[0] for row in base.sql("SELECT s2twp(w) FROM t").fetchall()] == RIGHT * 1000
    column = base.sql("SELECT w FROM t").to_arrow_table()["w"]
    assert pa.chunked_array(S2TWP.convert_arrow(column)).to_pylist() == RIGHT * 1000
