"""`motcua keys`: an administrator says whom to trust and who signs with what, and sees what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from motcua.cli.main import main
from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies.models import Agency
from motcua.domain.signatures import queries
from motcua.domain.signatures.models import Authority
from tests.build import people, signing
from tests.build.signing import YESTERDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    (tmp_path / "root.pem").write_bytes(signing.authority().pem)
    (tmp_path / "root.crl").write_bytes(signing.authority().revocations(at=YESTERDAY))
    return tmp_path


def test_an_authority_its_list_and_two_keys_are_told_and_listed(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    director = people.an_official("Nguyễn Văn Phó", Agency.objects.get(code="H10.12"), "leader")
    assert main(["keys", "trust", str(files / "root.pem")]) == 0
    assert main(["keys", "list"]) == 1, "without a list of revoked ones nothing is sure"
    assert main(["keys", "revocations", str(files / "root.crl")]) == 0
    for holder, name in ((["--official", director.account.username], "Nguyễn Văn Phó"), (["--agency", "H10.12"], "SỞ")):
        token = signing.in_a_token(name)
        (files / "holder.pem").write_bytes(token.pem)
        words = ["--token", token.place.token, "--certificate", str(files / "holder.pem")]
        assert main(["keys", "add", *holder, *words]) == 0
    capsys.readouterr()
    assert main(["keys", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0].split(" (")[0] for line in lines] == [
        "✓ Tổ chức chứng thực trình diễn",
        "✓ Nguyễn Văn Phó",
        "✓ SỞ",
    ]
    assert accounts.named(director.account.username) == director.account
    assert queries.key_of_person(director.account.pk).subject == "Nguyễn Văn Phó"
    assert main(["keys", "retire", "--agency", "H10.12"]) == 0
    assert capsys.readouterr().out == "✓ SỞ\n"
    assert main(["keys", "retire", "--official", director.account.username]) == 0
    assert queries.keys_in_use() == []
    assert main(["keys", "retire", "--agency", "H10.12"]) == 2, "it has none any more"


def test_a_file_that_is_none_of_these_is_said_in_one_sentence(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "nonsense").write_bytes(b"xin chao")
    assert main(["keys", "trust", str(files / "nonsense")]) == 2
    assert main(["keys", "revocations", str(files / "missing")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert not Authority.objects.exists()


def test_a_key_of_a_stranger_is_not_taken(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    token = signing.in_a_token("SỞ")
    (files / "holder.pem").write_bytes(token.pem)
    words = ["--agency", "H10.12", "--token", token.place.token, "--certificate", str(files / "holder.pem")]
    assert main(["keys", "add", *words]) == 2
    assert "không do tổ chức" in capsys.readouterr().err
    assert main(["keys", "add", "--official", "nobody", *words[2:]]) == 2
