"""Another system's own client over the wire: it reads what was published, in JSON and in XML, and finds the same."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from georeport import GeoReport
from requests import HTTPError

from tests.build.published import DONE_ABOUT_IT, TOLD, a_key, published
from tests.build.reports import Offices, a_photo, a_report
from tests.journeys.conftest import MORNING
from tests.journeys.running import Site


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_reads_services_and_reports(site: Site, form: str) -> None:
    offices = Offices.of()
    report = published(offices, now=MORNING, files=[("cau.jpg", a_photo(where=True))])
    other = published(offices, now=MORNING + timedelta(seconds=1), content="Thêm một cây cầu nữa bị gãy nhịp.")
    hidden = a_report(now=MORNING, content="Một phản ánh chưa ai duyệt công khai.")
    client = GeoReport(f"{site.address}/open311/v2", output_format=form)
    services = {row["service_code"]: row["service_name"] for row in client.get_service_list()}
    assert services["GT-MATDUONG"] == "Đường, cầu hư hỏng"
    assert client.get_service_definition("GT-MATDUONG")["service_code"] == "GT-MATDUONG"
    found = client.get_service_requests(service_code="GT-MATDUONG", status="closed")
    assert [row["service_request_id"] for row in found] == [other.matter.code, report.matter.code]
    row = client.get_service_request(str(report.matter.code))
    assert (row["description"], row["status_notes"]) == (TOLD, DONE_ABOUT_IT)
    with urlopen(row["media_url"]) as picture:
        assert picture.read(3) == b"\xff\xd8\xff"
    with pytest.raises(HTTPError):
        client.get_service_request(str(hidden.matter.code))


def test_a_report_is_sent_over_the_wire(site: Site) -> None:
    fields = {
        "api_key": a_key().secret,
        "service_code": "MT-RAC",
        "description": "Bãi rác tự phát sau chợ Đak Nhau.",
        "address_id": "25399",
    }
    sent = Request(f"{site.address}/open311/v2/requests.json", urlencode(fields).encode())
    with urlopen(sent) as answer:
        code = json.load(answer)[0]["service_request_id"]
    assert code.startswith("BP-241014-0001-")
