"""The tree, its proofs and its signed heads, against RFC 6962's published vectors and its definition."""

from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import merkle
from motcua.kernel.merkle import Checkpoint, Forged, Frontier

EMPTY = merkle.EMPTY_ROOT
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [merkle.leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]

trees = st.integers(1, 200).map(lambda size: [merkle.leaf_hash(bytes([n & 255, n >> 8])) for n in range(size)])


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + by_definition(leaves[:k]) + by_definition(leaves[k:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    assert merkle.root_of(HASHES[:size]).hex() == ROOTS[size]


def test_the_published_inclusion_proofs_come_out() -> None:
    assert [node.hex() for node in merkle.inclusion_proof(HASHES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [node.hex() for node in merkle.inclusion_proof(HASHES[:3], 2)] == [ROOTS[2]]


def test_the_published_consistency_proof_comes_out() -> None:
    assert [node.hex() for node in merkle.consistency_proof(HASHES[:8], 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_leaf_cannot_pass_for_a_node() -> None:
    assert merkle.leaf_hash(HASHES[0] + HASHES[1]) != merkle.node_hash(HASHES[0], HASHES[1])


@given(trees)
def test_growing_leaf_by_leaf_gives_the_root_of_the_definition(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    assert frontier.root() == by_definition(leaves)
    assert len(frontier.nodes) == len(leaves).bit_count()


@given(trees, st.data())
def test_a_frontier_that_was_kept_grows_on(leaves: list[bytes], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(leaves)))
    frontier = Frontier()
    for leaf in leaves[:cut]:
        frontier.append(leaf)
    again = Frontier.from_json(frontier.as_json())
    for leaf in leaves[cut:]:
        again.append(leaf)
    assert again.root() == by_definition(leaves)


@pytest.mark.parametrize("form", [{"size": 3, "nodes": ["00" * 32]}, {"size": 1, "nodes": ["00"]}])
def test_a_frontier_that_contradicts_itself_is_refused(form: merkle.FrontierForm) -> None:
    with pytest.raises(ValueError, match="a "):
        Frontier.from_json(form)


@given(trees, st.data())
def test_a_leaf_is_proved_and_no_other_in_its_place(leaves: list[bytes], data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(leaves) - 1))
    size, root = len(leaves), by_definition(leaves)
    proof = merkle.inclusion_proof(leaves, position)
    assert merkle.inclusion_holds(leaves[position], position, size, root, proof)
    assert not merkle.inclusion_holds(merkle.leaf_hash(b"another"), position, size, root, proof)
    assert not merkle.inclusion_holds(leaves[position], size, size, root, proof)
    assert not merkle.inclusion_holds(leaves[position], position, size, EMPTY, proof)
    assert not merkle.inclusion_holds(leaves[position], position, size, root, [*proof, EMPTY])
    if proof:
        assert not merkle.inclusion_holds(leaves[position], position, size, root, proof[:-1])
        assert not merkle.inclusion_holds(leaves[position], position, size, root, [EMPTY, *proof[1:]])
        elsewhere = position ^ 1
        assert not merkle.inclusion_holds(leaves[position], elsewhere, size, root, proof)


@given(trees, st.data())
def test_a_tree_proves_that_it_grew_from_its_past(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    old_root, root = by_definition(leaves[:old]), by_definition(leaves)
    proof = merkle.consistency_proof(leaves, old)
    assert merkle.consistency_holds(old, old_root, len(leaves), root, proof)
    assert not merkle.consistency_holds(old, EMPTY, len(leaves), root, proof)
    assert not merkle.consistency_holds(old, old_root, len(leaves), EMPTY, proof)
    assert not merkle.consistency_holds(old, old_root, len(leaves), root, [*proof, EMPTY])
    if proof:
        assert not merkle.consistency_holds(old, old_root, len(leaves), root, [EMPTY, *proof[1:]])


@given(trees, st.data())
def test_a_rewritten_past_is_not_consistent(leaves: list[bytes], data: st.DataObject) -> None:
    changed = data.draw(st.integers(0, len(leaves) - 1))
    old_root = by_definition(leaves)
    rewritten = [*leaves[:changed], merkle.leaf_hash(b"rewritten"), *leaves[changed + 1 :], leaves[0]]
    proof = merkle.consistency_proof(rewritten, len(leaves))
    assert not merkle.consistency_holds(len(leaves), old_root, len(rewritten), by_definition(rewritten), proof)


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_outside_the_tree(position: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no leaf"):
        merkle.inclusion_ranges(position, size)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_a_tree_grows_only_from_a_smaller_one(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="cannot grow"):
        merkle.consistency_ranges(old, new)
    assert not merkle.consistency_holds(old, EMPTY, new, EMPTY, [EMPTY])


# --- checkpoints ---------------------------------------------------------------------------------------

NAME = "motcua.example/nhat-ky"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HEAD = Checkpoint(NAME, 8, bytes.fromhex(ROOTS[8]))


def test_a_checkpoint_is_three_lines_that_read_back() -> None:
    assert HEAD.text.split("\n") == [NAME, "8", base64.b64encode(HEAD.root).decode(), ""]
    assert Checkpoint.parse(HEAD.text) == HEAD


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{NAME}\n08\n{'A' * 43}=\n",
        f"{NAME}\n-1\n{'A' * 43}=\n",
        f"{NAME}\n8\n{'A' * 20}=\n",
        f"{NAME}\n8\n{'A' * 43}=",
        f"\n8\n{'A' * 43}=\n",
    ],
)
def test_other_texts_are_no_checkpoints(text: str) -> None:
    with pytest.raises(Forged):
        Checkpoint.parse(text)


def test_a_signed_note_has_the_form_of_its_specification() -> None:
    note = merkle.sign_note(HEAD.text, name=NAME, key=KEY)
    text, signature = note.split("\n\n")
    assert text + "\n" == HEAD.text
    mark, name, encoded = signature.rstrip("\n").split(" ")
    assert (mark, name) == ("—", NAME)
    public = KEY.public_key().public_bytes_raw()
    assert base64.b64decode(encoded)[:4] == sha256(NAME.encode() + b"\n\x01" + public).digest()[:4]
    assert len(base64.b64decode(encoded)) == 4 + 64


def test_the_verifier_key_of_the_specification_is_read_the_same_way() -> None:
    # golang.org/x/mod/sumdb/note, the example of its documentation
    published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    raw = base64.b64decode(published.split("+", 2)[2])
    assert raw[0] == 1
    assert merkle.verifier_key("PeterNeumann", Ed25519PublicKey.from_public_bytes(raw[1:])) == published


def test_the_published_note_of_the_specification_opens() -> None:
    raw = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    note = f"{text}\n— PeterNeumann {signature}\n"
    public_key = Ed25519PublicKey.from_public_bytes(raw[1:])
    assert merkle.open_note(note, name="PeterNeumann", public_key=public_key) == text


def test_a_note_opens_with_its_key_only() -> None:
    note = merkle.sign_note(HEAD.text, name=NAME, key=KEY)
    assert merkle.open_note(note, name=NAME, public_key=KEY.public_key()) == HEAD.text
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    with pytest.raises(Forged):
        merkle.open_note(note, name=NAME, public_key=stranger)
    with pytest.raises(Forged):
        merkle.open_note(note, name="another.example/log", public_key=KEY.public_key())


def test_a_note_whose_text_or_signature_was_touched_does_not_open() -> None:
    note = merkle.sign_note(HEAD.text, name=NAME, key=KEY)
    for forged in (
        note.replace("\n8\n", "\n9\n"),
        note[:-6] + "AAAA=\n",
        note.replace("— ", "- "),
        HEAD.text,
        note.rstrip("\n"),
        HEAD.text + "\n— " + NAME + " !!!!\n",
    ):
        with pytest.raises(Forged):
            merkle.open_note(forged, name=NAME, public_key=KEY.public_key())


def test_only_a_whole_text_under_a_plain_name_is_signed() -> None:
    with pytest.raises(ValueError, match="line break"):
        merkle.sign_note("no end", name=NAME, key=KEY)
    with pytest.raises(ValueError, match="no space"):
        merkle.sign_note("text\n", name="two words", key=KEY)
