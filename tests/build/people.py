"""The fixed cast: An files, Bình receives, Chi decides, Dũng belongs elsewhere; and whoever else a commune needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from motcua.domain.accounts import actions
from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.kernel.actors import Citizen, Official, System

LONG_AGO = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
NURSE = System("tests")
DAK_NHAU, BOM_BO = "25399", "25405"
BU_DANG = "696"


@dataclass(frozen=True)
class Somebody:
    """An official with the account behind it."""

    account: Account
    official: Official

    def at(self, now: datetime) -> Official:
        """The official as of another moment: delegations come and go."""
        return accounts.official_at(self.account.pk, self.official.agency_id, now)


def agency_of(kind: str, area: str = DAK_NHAU) -> Agency:
    """The agency of this kind whose own area it is."""
    return Agency.objects.get(kind=kind, area__code=area)


def an(identity_number: str = "070194001234", name: str = "Điểu Thị An") -> Citizen:
    """A resident of Đak Nhau, recognised by the identity provider."""
    account = actions.recognise(
        actions.Person(
            full_name=name,
            identity_number=identity_number,
            birth_date="1994-03-08",
            phone="0912345678",
            email="an@example.vn",
            residence="thôn Đak Xuyên, xã Đak Nhau, huyện Bù Đăng, tỉnh Bình Phước",
        ),
        by=NURSE,
        now=LONG_AGO,
    )
    return Citizen(account.pk)


def a_stranger() -> Citizen:
    """Another citizen, who has nothing to do with An."""
    return an("070290005678", "Trần Thị Lạ")


def an_official(name: str, agency: Agency, *duties: Duty, position: str = "", staff: bool = False) -> Somebody:
    """An official with these duties at that agency."""
    username = f"cb-{agency.code}-{Account.objects.count()}".lower()
    account = actions.enrol(username, actions.Person(full_name=name), by=NURSE, now=LONG_AGO, staff=staff)
    for duty in duties:
        actions.post(account.pk, agency.pk, duty, by=NURSE, now=LONG_AGO, position=position)
    return Somebody(account, accounts.official_at(account.pk, agency.pk, datetime.now(UTC)))


def binh(area: str = DAK_NHAU) -> Somebody:
    """Receives dossiers and hands results over at the one-stop unit."""
    return an_official("Nguyễn Văn Bình", agency_of("mot-cua-xa", area), Duty.RECEPTION, Duty.RETURNS)


def the_registrar(area: str = DAK_NHAU) -> Somebody:
    """The commune's civil-status officer."""
    return an_official("Lê Thị Hộ", agency_of("ubnd-xa", area), Duty.SPECIALIST, position="Công chức Tư pháp - Hộ tịch")


def chi(area: str = DAK_NHAU) -> Somebody:
    """The leader who decides."""
    return an_official("Phạm Thị Chi", agency_of("ubnd-xa", area), Duty.LEADER, position="Chủ tịch")


def the_clerk(area: str = DAK_NHAU) -> Somebody:
    """Numbers and stamps."""
    return an_official("Hoàng Văn Thư", agency_of("ubnd-xa", area), Duty.CLERK, position="Văn thư")


def dung() -> Somebody:
    """An official of another commune, with every duty there; he must be refused everywhere."""
    return an_official(
        "Vũ Anh Dũng",
        agency_of("mot-cua-xa", BOM_BO),
        Duty.RECEPTION,
        Duty.RETURNS,
        Duty.SPECIALIST,
        Duty.LEADER,
        Duty.CLERK,
    )


def the_police(area: str = DAK_NHAU) -> Somebody:
    """The commune's police: registers a residence and signs for it."""
    return an_official("Đỗ Văn Công", agency_of("cong-an-xa", area), Duty.SPECIALIST, Duty.LEADER, position="Trưởng")


def the_insurer(area: str = BU_DANG) -> Somebody:
    """District social insurance: makes out the health insurance card and approves it."""
    return an_official("Ngô Thị Bảo", agency_of("bhxh-huyen", area), Duty.SPECIALIST, Duty.LEADER, position="Giám đốc")
