"""What the environment says of the map: nothing, or an address with the place of a picture in it."""

from __future__ import annotations

import pytest

from motcua.config import env
from motcua.kernel.errors import Malformed

TILES = "https://{s}.tiles.example.vn/{z}/{x}/{y}.png"


def test_no_server_of_map_pictures_is_named_by_itself() -> None:
    assert (env.read({}).map_tiles, env.read({}).map_credit) == ("", "")


def test_one_that_is_named_is_taken_as_it_is() -> None:
    read = env.read({"MOTCUA_MAP_TILES": TILES, "MOTCUA_MAP_CREDIT": "© Sở"})
    assert (read.map_tiles, read.map_credit) == (TILES, "© Sở")


@pytest.mark.parametrize("wrong", ["tiles.example.vn", "https://tiles.example.vn/", "ftp://x/{z}/{x}/{y}"])
def test_what_is_no_address_of_pictures_stops_the_program_with_a_sentence(wrong: str) -> None:
    with pytest.raises(Malformed, match="MOTCUA_MAP_TILES"):
        env.read({"MOTCUA_MAP_TILES": wrong})
