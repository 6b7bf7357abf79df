# SPDX-License-Identifier: Apache-2.0
"""Methods of Converter that work on files and other things that come in pieces."""

import os
import shutil
import tempfile

CHUNK = 1 << 20


def from_config(cls, path, *, builtin_dictionaries=False, dictionary=None, protect=None,
                furniture=None, invalid="pass", tofu=True):
    """A Converter from a configuration in OpenCC's form, a JSON file; the text dictionaries that it
    names are sought beside it. With builtin_dictionaries=True those that are not there as text may be
    the library's own, as STPhrases. The other options are a Converter's. What is wrong with a
    configuration raises RecipeError, with a dictionary DictionaryError."""
    path = os.fsdecode(path)
    with open(path, "rb"):  # an OSError says best what is wrong with a file
        pass
    return cls(path, dictionary=dictionary, protect=protect, furniture=furniture, invalid=invalid,
               tofu=tofu, _config=bool(builtin_dictionaries))


def convert_chunks(self, chunks):
    """Yields the converted text of an iterable of str, or of bytes, piece by piece: a file opened
    for reading, for one. Chunks may end anywhere, and what comes out is cut elsewhere."""
    stream = None
    for chunk in chunks:
        if stream is None:
            stream = self.stream(binary=not isinstance(chunk, str))
        piece = stream.feed(chunk)
        if piece:
            yield piece
    if stream is not None:
        piece = stream.end()
        if piece:
            yield piece


def _pump(converter, source, target, total, progress):
    def chunks():
        done = 0
        while chunk := source.read(CHUNK):
            yield chunk
            done += len(chunk)
            if progress is not None:
                progress(done, total)

    for piece in converter.convert_chunks(chunks()):
        target.write(piece)


def convert_file(self, src, dst, *, progress=None):
    """Converts the file src, in UTF-8, to dst, which may be src itself. dst is replaced at the end and
    at once: who reads it sees the old file or the new one whole, and an error leaves the old one.
    Memory stays bounded. progress(done, total) is called with bytes after each piece read; what it
    raises ends the conversion."""
    target_path = os.path.realpath(os.fsdecode(dst))
    if os.path.exists(target_path) and not os.path.isfile(target_path):
        raise FileExistsError(f"not a file that could be replaced: {dst!r}")
    with open(src, "rb") as source:
        like = target_path if os.path.exists(target_path) else src
        total = os.fstat(source.fileno()).st_size
        try:
            handle, made = tempfile.mkstemp(prefix=".zhengzi-", dir=os.path.dirname(target_path))
        except OSError as error:  # of a name that nobody asked for
            raise OSError(error.errno, error.strerror, dst) from None
        try:
            with open(handle, "wb") as target:
                _pump(self, source, target, total, progress)
                target.flush()
                os.fsync(target.fileno())
            shutil.copymode(like, made)
            os.replace(made, target_path)
        except BaseException:
            os.unlink(made)
            raise
