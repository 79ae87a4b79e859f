"""Values and frames survive the trip, and hostile bytes give the declared exception only."""

from __future__ import annotations

import os
import struct
import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.sandbox import wire


def round_trip(value):
    buffers: list[bytes] = []
    meta = wire.encode(value, buffers)
    decoder = wire.Decoder(memoryview(b"".join(buffers)))
    decoded = decoder.value(meta)
    decoder.finish()
    return decoded


@pytest.mark.parametrize(
    "value",
    [
        None, True, 7, -(10**30), 0.1, float("inf"), "text", (1, [2.5, None], {"key": "value"}),
    ],
)  # fmt: skip
def test_plain_values_come_back(value):
    assert round_trip(value) == value


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "i1", "i8", "u4", "?", ">f8"])
@pytest.mark.parametrize("shape", [(), (3,), (0, 2), (2, 3, 4)])
def test_arrays_come_back_with_dtype_and_shape(dtype, shape):
    array = np.ones(shape, dtype)
    back = round_trip(array)
    assert back.dtype == array.dtype.newbyteorder("=")
    assert back.shape == shape
    assert (back == array).all()


def test_a_numpy_scalar_comes_back_as_a_scalar():
    assert isinstance(round_trip(np.float32(0.5)), np.float32)


def test_a_scalar_of_more_bits_than_every_machine_has_comes_back_in_float64():
    assert type(round_trip(np.longdouble(0.5))) is np.float64


@pytest.mark.parametrize("layout", wire.LAYOUTS)
def test_every_layout_has_the_same_values_and_can_be_written_to(layout):
    array = np.arange(12.0).reshape(3, 4)
    back = round_trip(wire.Laid(array, layout))
    assert (back == array).all()
    back[1, 2] = 100
    assert array[1, 2] == 6


def test_layouts_differ_in_their_strides():
    strides = {round_trip(wire.Laid(np.ones((3, 4)), layout)).strides for layout in wire.LAYOUTS}
    assert len(strides) == len(wire.LAYOUTS)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (np.array([object()]), "dtype object"),
        (np.array(["a"]), "dtype <U1"),
        (np.ma.masked_array([1.0]), "MaskedArray"),
        (1j, "complex"),
        (np.zeros(9 << 20), "72 MiB"),
        ({1: 2}, "dict"),
        (len, "builtin_function_or_method"),
        (np.zeros((200_000, 0)), "empty array of shape"),
    ],
)
def test_what_has_no_place_on_the_wire_is_named(value, named):
    with pytest.raises(wire.Unsendable, match=named):
        wire.encode(value, [])


@pytest.mark.parametrize(
    "meta",
    [
        {"array": "<f8", "shape": [1 << 39]},
        {"array": "<f8", "shape": [1 << 20, 0]},
        {"array": "<f8", "shape": [-1]},
        {"array": "<f8", "shape": [True]},
        {"array": "|O", "shape": [1]},
        {"array": "<f8", "shape": [1], "layout": "evil"},
        {"int": "1" * 2000},
        {"int": "zz"},
        {"float": "0x1p99999999"},
        {"value": [1]},
        {"tuple": {"0": 1}},
        {},
        [],
        7,
    ],
)
def test_a_malformed_description_is_a_protocol_error(meta):
    with pytest.raises(wire.ProtocolError):
        wire.Decoder(memoryview(b"\0" * 8)).value(meta)


def test_deep_nesting_is_a_protocol_error():
    meta: object = {"value": None}
    for _ in range(50):
        meta = {"list": [meta]}
    with pytest.raises(wire.ProtocolError):
        wire.Decoder(memoryview(b"")).value(meta)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["array", "shape", "layout", "int", "float", "tuple", "list", "dict", "scalar"]), inner
        )
    ),
    max_leaves=12,
)


@given(json_values, st.binary(max_size=64))
def test_the_decoder_raises_nothing_but_protocol_errors(meta, body):
    decoder = wire.Decoder(memoryview(body))
    try:
        decoder.value(meta)
        decoder.finish()
    except wire.ProtocolError:
        pass


def read_all(reader):
    while True:
        reader.frame(time.monotonic() + 1)


@given(st.binary(max_size=200))
def test_the_reader_raises_nothing_but_its_own_errors(data):
    read, write = os.pipe()
    try:
        os.write(write, data)
        os.close(write)
        with pytest.raises((wire.ProtocolError, wire.Closed)):
            read_all(wire.Reader(read))
    finally:
        os.close(read)


@given(st.lists(st.binary(max_size=300), max_size=12), st.integers(1, 400))
def test_frames_arrive_whole_however_they_are_cut(bodies, step):
    read, write = os.pipe()
    sent = b"".join(wire.pack(wire.Kind.CALL, n, {"n": n}, [body]) for n, body in enumerate(bodies))

    def write_pieces():
        for start in range(0, len(sent), step):
            os.write(write, sent[start : start + step])
        os.close(write)

    writer = threading.Thread(target=write_pieces)
    writer.start()
    try:
        reader = wire.Reader(read)
        frames = [reader.frame(time.monotonic() + 5) for _ in bodies]
        assert [(f.sequence, f.meta, bytes(f.body)) for f in frames] == [(n, {"n": n}, b) for n, b in enumerate(bodies)]
        with pytest.raises(wire.Closed):
            reader.frame(time.monotonic() + 5)
    finally:
        writer.join()
        os.close(read)


def test_a_frame_larger_than_a_pipe_is_read_with_what_follows():
    read, write = os.pipe()
    body = bytes(range(256)) * 4096
    data = wire.pack(wire.Kind.CALL, 1, {}, [body]) + wire.pack(wire.Kind.CALL, 2, {}, [b"end"])
    writer = threading.Thread(target=wire.send, args=(write, data))
    writer.start()
    reader = wire.Reader(read)
    assert [bytes(reader.frame(time.monotonic() + 5).body) for _ in range(2)] == [body, b"end"]
    writer.join()
    os.close(read)
    os.close(write)


def test_a_frame_that_announces_too_much_is_refused_before_it_is_read():
    read, write = os.pipe()
    os.write(write, struct.pack("<4sBxxxIIQ", wire.MAGIC, 4, 1, 2, 1 << 50) + b"{}")
    with pytest.raises(wire.ProtocolError, match="too large"):
        wire.Reader(read).frame(time.monotonic() + 1)
    os.close(read)
    os.close(write)


def test_a_reader_that_sleeps_cannot_hang_the_sender():
    read, write = os.pipe()
    os.set_blocking(write, False)
    with pytest.raises(wire.Deadline):
        wire.send(write, b"x" * (1 << 20), time.monotonic() + 0.05)
    os.close(read)
    os.close(write)
