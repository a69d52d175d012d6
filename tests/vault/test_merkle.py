import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.vault.digests import Algorithm
from huiyin.vault.merkle import check_proof, prove, root

lists = st.lists(st.binary(max_size=4), min_size=1, max_size=40)


def by_the_rfc(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1 word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + by_the_rfc(leaves[:half]) + by_the_rfc(leaves[half:])).digest()


@given(st.lists(st.binary(max_size=4), max_size=70))
def test_the_root_is_that_of_the_rfc(leaves: list[bytes]) -> None:
    assert root(leaves) == by_the_rfc(leaves)


@pytest.mark.parametrize("algorithm", Algorithm)
@given(leaves=lists, data=st.data())
def test_every_leaf_can_be_proved(algorithm: Algorithm, leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = prove(leaves, index, algorithm)
    assert check_proof(leaves[index], index, len(leaves), path, root(leaves, algorithm), algorithm)


@given(leaves=lists, data=st.data())
def test_no_other_leaf_can_be_proved_in_its_place(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.binary(max_size=4).filter(lambda leaf: leaf != leaves[index]))
    assert not check_proof(other, index, len(leaves), prove(leaves, index), root(leaves))


@given(leaves=lists, data=st.data())
def test_a_longer_or_shorter_path_proves_nothing(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = prove(leaves, index)
    assert not check_proof(leaves[index], index, len(leaves), (*path, bytes(32)), root(leaves))
    assert not path or not check_proof(leaves[index], index, len(leaves), path[:-1], root(leaves))


def test_an_inner_node_does_not_pass_for_a_leaf() -> None:
    leaves = [b"a", b"b", b"c", b"d"]
    left = hashlib.sha256(b"\x00a").digest() + hashlib.sha256(b"\x00b").digest()
    assert not check_proof(left, 0, 2, prove(leaves, 0)[1:], root(leaves))


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_outside_the_tree(index: int) -> None:
    with pytest.raises(IndexError):
        prove([b"a", b"b", b"c"], index)
    assert not check_proof(b"a", index, 3, (), root([b"a", b"b", b"c"]))
