"""The sentence for each refusal about voters' petitions."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    # Petitions of voters
    "petition_says_nothing": _("Hãy viết rõ điều cử tri kiến nghị, ít nhất vài chữ."),
    "petition_too_long": _("Nội dung dài quá %(longest)s ký tự. Hãy tách thành nhiều kiến nghị."),
    "petition_may_denounce": _(
        "Nội dung có lời tố cáo. Nếu đúng là tố cáo, hãy chuyển bộ phận tiếp công dân; nếu không, hãy xác nhận."
    ),
    "petition_not_publishable": _("Kiến nghị ở trạng thái này không được công khai."),
    "point_says_nothing": _("Mỗi ý kiến nghị phải có nội dung, ít nhất vài chữ."),
    "too_many_points": _("Mỗi kiến nghị có tối đa %(most)s ý. Hãy tách thành nhiều kiến nghị."),
    "points_are_sent": _("Kiến nghị đã chuyển đi nên không tách lại các ý được nữa."),
    "no_such_point": _("Kiến nghị này không có ý mang số đó. Hãy tải lại trang để xem."),
    "opinion_is_dealt_with": _("Ý kiến này đã được trả lời tại chỗ hoặc đã thành kiến nghị."),
    "answerer_missing": _("Hãy ghi người đã trả lời tại chỗ."),
    "meeting_of_tomorrow": _("Ngày tiếp xúc cử tri không được sau hôm nay."),
    "meeting_without_place": _("Hãy ghi địa điểm và cơ quan tổ chức buổi tiếp xúc."),
    "term_is_there": _("Khóa này đã có trong danh sách."),
    "session_is_there": _("Kỳ họp này đã có trong danh sách."),
    "group_is_there": _("Tổ đại biểu này đã có trong danh sách."),
    "delegate_without_name": _("Hãy ghi họ tên đại biểu."),
    "ends_before_it_begins": _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "unknown_field": _("Hãy chọn lĩnh vực trong danh sách."),
    "unknown_level": _("Hãy chọn cấp có thẩm quyền trong danh sách."),
    "letter_without_symbol": _("Hãy ghi số, ký hiệu của công văn."),
    "letter_of_tomorrow": _("Ngày của công văn không được sau hôm nay."),
    "letter_was_sent": _("Công văn này đã dùng để chuyển một đợt kiến nghị. Hãy xem lại số và ngày."),
    "nothing_to_send": _("Hãy chọn ít nhất một kiến nghị để chuyển."),
    "too_many_to_send": _("Mỗi lần chuyển được tối đa %(most)s kiến nghị."),
    "assignment_missing": _("Hãy ghi công văn giao việc, cơ quan chủ trì và ngày phải trả lời."),
    "due_day_is_over": _("Ngày phải trả lời phải sau hôm nay và sau ngày của công văn."),
    "coordinates_itself": _(
        "Cơ quan chủ trì không đồng thời là cơ quan phối hợp, và mỗi cơ quan phối hợp chỉ ghi một lần."
    ),
    "suggests_itself": _("Hãy đề xuất một cơ quan khác, hoặc để trống."),
    "nothing_to_join_to": _("Không tìm thấy kiến nghị đang mở có mã này để gộp vào. Hãy xem lại mã."),
    "no_answer_owed": _("Kiến nghị này hiện không chờ trả lời."),
    "point_is_answered": _("Ý này đã có trả lời được phát hành. Hãy tải lại trang để xem."),
    "points_unanswered": _("Còn ý chưa có trả lời được phát hành."),
    "nothing_to_answer": _("Hãy soạn trả lời trước khi đưa vào công văn."),
    "answer_needs_a_detail": _("Hãy chọn chi tiết của kết quả: đã làm gì, hoặc vì sao chưa xong."),
    "answer_has_no_detail": _("Kết quả loại này không có chi tiết kèm theo."),
    "answer_needs_a_roadmap": _(
        "Có lộ trình thì phải ghi việc, cơ quan làm và ngày xong. Nếu chưa có, hãy chọn “Chưa có lộ trình”."
    ),
    "answer_has_a_roadmap": _("Đã ghi việc và ngày hẹn thì không phải là “Chưa có lộ trình”."),
    "answer_promises_nothing": _("Chỉ kết quả “Đang giải quyết” hoặc “Sẽ giải quyết” mới có việc hẹn làm."),
    "promise_says_nothing": _("Hãy ghi rõ việc sẽ làm."),
    "promise_needs_a_day": _("Ngày hẹn làm xong phải sau hôm nay."),
    "nothing_to_promise": _(
        "Ý này không ở kết quả “Đang giải quyết” hoặc “Sẽ giải quyết”, nên không thêm việc hẹn làm được."
    ),
    "nothing_promised": _("Không có lời hứa nào đang chờ. Hãy chọn “Đạt, không còn việc phải làm”."),
    "nothing_recalled": _("Kiến nghị này không có văn bản trả lời nào bị thu hồi đang chờ xem xét."),
    "promises_wait": _("Còn việc đã hứa chưa thực hiện xong."),
    "commitment_kept_already": _("Việc này đã được ghi là thực hiện xong."),
    "kept_tomorrow": _("Ngày làm xong không được sau hôm nay."),
    "kept_before_promised": _("Ngày làm xong trước ngày soạn trả lời. Hãy xem lại ngày, tháng, năm."),
    "minutes_are_there": _("Buổi tiếp xúc này đã có biên bản. Hãy tải lại trang để xem."),
    "nothing_to_carry": _("Kiến nghị đã giải quyết xong nên không chuyển kỳ họp sau."),
    "session_is_not_later": _("Hãy chọn kỳ họp sau kỳ họp của kiến nghị."),
    "carried_already": _("Kiến nghị đã được chuyển sang kỳ họp này."),
    "not_yet_owed": _("Chưa đến ngày phải trả lời. Nếu quá ngày mà chưa có trả lời, ông/bà bấm được nút này."),
    "sheet_too_large": _("Bảng lớn quá %(most)s MB. Hãy tách thành nhiều bảng."),
    "sheet_too_long": _("Bảng có quá %(most)s dòng. Hãy tách thành nhiều bảng."),
    "sheet_unreadable": _("Không đọc được tệp này. Hãy lưu lại thành bảng tính .xlsx rồi gửi lại."),
    "sheet_without_heading": _(
        "Không tìm thấy dòng tiêu đề có cột “Nội dung kiến nghị”. Hãy thêm dòng tiêu đề vào bảng."
    ),
    "sheet_taken": _("Bảng này đã được đưa vào trước đó."),
    "session_is_over": _(
        "Kỳ họp thứ %(number)s đã qua vì kỳ họp thứ %(next)s đã khai mạc, nên không nhận thêm gì. "
        "Hãy chọn kỳ họp mới hơn."
    ),
    "sheet_all_there": _("Mọi dòng đưa vào được của bảng này đã có trong hệ thống, không cần đưa vào lại."),
    "sheet_has_nothing": _("Bảng không có dòng nào đưa vào được. Hãy sửa các dòng bị lỗi rồi gửi lại."),
    "too_many_to_answer": _("Một văn bản trả lời được tối đa %(most)s kiến nghị. Hãy chia thành nhiều văn bản."),
    "replies_not_worded": _("Tỉnh chưa khai lời văn trả lời cử tri. Hãy báo quản trị viên."),
    "answer_stands_in_letter": _(
        "Trả lời của ý này nằm trong văn bản đang trình ký nên không sửa được. Nếu cần, hãy trả văn bản về soạn thảo."
    ),
    "promise_needs_proof": _("Hãy kèm tài liệu chứng minh việc đã làm."),
    "no_reminder_needed": _("Kiến nghị này hiện không nợ trả lời nên không cần nhắc."),
}
