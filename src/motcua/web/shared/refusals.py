"""The sentence for each refusal an action can give. Codes are stable; these words may be improved any day."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.domain.accounts import queries as accounts
from motcua.kernel.errors import Refused
from motcua.web.shared.filters import day

SENTENCES: dict[str, Promise] = {
    # What anybody may meet
    "illegal_move": _("Việc này không còn làm được: hồ sơ đã chuyển sang trạng thái khác. Hãy tải lại trang để xem."),
    "other_agency": _("Hồ sơ này thuộc cơ quan khác nên anh/chị không xử lý được ở đây."),
    "other_duty": _("Việc này dành cho người giữ nhiệm vụ khác trong cơ quan."),
    # Tasks
    "task_taken": _("%(assignee)s đã nhận việc này trước. Anh/chị không cần làm gì thêm."),
    "task_gone": _("Việc này không còn ở cơ quan anh/chị."),
    "handed_on": _("Cơ quan cũ đã kết thúc hoạt động; việc này đã chuyển sang %(agency)s."),
    "too_many_at_once": _("Mỗi lần chỉ làm được tối đa %(most)s hồ sơ. Hãy chọn bớt rồi làm tiếp lượt sau."),
    "task_closed": _("Việc này đã xong, người xử lý: %(closed_by)s. Hãy tải lại trang để xem bước hiện tại."),
    "task_of_another": _("Việc này đang do %(assignee)s giữ. Muốn làm thay, hãy đề nghị lãnh đạo phân công lại."),
    "not_yours_to_reassign": _("Chỉ lãnh đạo cơ quan hoặc người đang giữ việc mới phân công lại được."),
    "nothing_to_take_over": _("Người này không còn giữ việc nào ở cơ quan. Hãy tải lại trang để xem."),
    "colleague_without_duty": _("Người được chọn không giữ nhiệm vụ mà bước này cần."),
    "unknown_outcome": _("Bước này không có lựa chọn đó. Hãy tải lại trang rồi chọn lại."),
    "step_not_open": _("Bước này chưa mở hoặc đã xong. Hãy tải lại trang để xem bước hiện tại."),
    "no_agency_for_step": _("Chưa xác định được cơ quan làm bước tiếp theo. Hãy báo quản trị viên kiểm tra quy trình."),
    # Filing
    "version_ended": _(
        "Thủ tục này vừa có quy định mới. Hãy mở lại hồ sơ nháp để xem điều gì thay đổi; những gì đã điền vẫn còn."
    ),
    "procedure_ended": _("Thủ tục này không còn áp dụng nên không nộp được nữa. Hãy gọi 1022 để được hướng dẫn."),
    "answers_incomplete": _("Hồ sơ còn mục chưa điền đủ hoặc chưa đúng. Hãy quay lại và xem các mục được đánh dấu."),
    "answers_too_long": _("Nội dung khai dài quá mức hệ thống nhận được. Hãy viết ngắn lại."),
    "parts_missing": _("Hồ sơ còn thiếu giấy tờ bắt buộc. Hãy quay lại mục giấy tờ để thêm."),
    "part_not_asked_for": _("Thủ tục này không yêu cầu loại giấy tờ đó."),
    "too_many_files": _("Mỗi hồ sơ nhận tối đa %(most)s tệp. Hãy xóa bớt tệp hoặc gộp nhiều trang vào một tệp."),
    "already_submitted": _("Hồ sơ này đã được nộp trước đó. Hãy xem trong mục “Hồ sơ của tôi”."),
    "not_served_there": _("Chưa có cơ quan nào ở %(area)s nhận thủ tục này. Hãy gọi 1022 để được hướng dẫn."),
    "nothing_was_asked": _("Hồ sơ này hiện không có yêu cầu bổ sung nào, hoặc đã được bổ sung rồi."),
    "nothing_supplied": _("Hãy thêm ít nhất một tệp hoặc viết lời nhắn cho cơ quan."),
    "result_waits_at_the_counter": _("Kết quả này được trả tại Bộ phận Một cửa, theo cách nhận đã chọn."),
    # Deciding
    "reason_missing": _("Hãy viết rõ lý do để người dân hiểu và làm theo được (ít nhất %(least)s ký tự)."),
    "items_missing": _("Hãy ghi từng giấy tờ hoặc nội dung cần bổ sung."),
    "entries_missing": _("Bước này còn ô bắt buộc chưa điền hoặc điền chưa đúng. Hãy quay lại để điền."),
    "supplement_asked_before": _(
        "Hồ sơ đã được yêu cầu bổ sung %(most)s lần. Muốn yêu cầu thêm, lãnh đạo phải cho phép và ghi rõ lý do."
    ),
    "only_an_official_asks": _("Chỉ cán bộ xử lý hồ sơ mới yêu cầu bổ sung được."),
    "window_still_open": _("Người dân còn thời hạn đến hết ngày %(day)s, chưa dừng hồ sơ được."),
    "route_ended_before_the_dossier": _(
        "Quy trình kết thúc khi hồ sơ chưa xong. Hãy báo quản trị viên kiểm tra quy trình."
    ),
    "supplement_still_allowed": _("Thủ tục vẫn còn cho yêu cầu bổ sung, chưa cần lãnh đạo cho phép thêm."),
    "already_allowed": _("Lãnh đạo đã cho phép yêu cầu bổ sung thêm một lần, lần đó chưa dùng đến."),
    "notice_missing": _("Hãy ghi đủ số, cơ quan ra thông báo và nơi nhận tiền."),
    "amount_wrong": _("Số tiền phải lớn hơn 0 và viết bằng chữ số, tính theo đồng."),
    "day_in_the_future": _("Ngày ghi trên giấy không thể sau ngày hôm nay."),
    "pay_by_is_past": _("Hạn nộp tiền không thể trước ngày hôm nay."),
    "receipt_missing": _("Hãy ghi số và ngày của chứng từ nộp tiền, hoặc gửi ảnh chụp chứng từ."),
    "hold_reason_unknown": _("Hãy chọn một lý do tạm dừng có trong danh sách."),
    "proof_missing": _("Hãy gửi kèm văn bản làm căn cứ tạm dừng."),
    "already_held": _("Thời gian của hồ sơ đang được tạm dừng rồi."),
    "not_held": _("Hồ sơ này không đang tạm dừng; có thể đồng nghiệp vừa kết thúc việc tạm dừng."),
    "clock_is_held": _("Hồ sơ đang tạm dừng tính thời gian. Hãy kết thúc tạm dừng rồi mới làm tiếp."),
    "apologised_before": _("Hồ sơ đã được xin lỗi và hẹn lại một lần; mỗi hồ sơ chỉ hẹn lại một lần."),
    "apology_not_written": _("Phiếu xin lỗi chưa được soạn: còn thiếu cơ quan để chậm, lý do hoặc ngày hẹn lại."),
    "new_date_not_later": _("Ngày hẹn lại phải sau ngày hẹn cũ và sau lúc này."),
    "silence_means_nothing": _("Quy trình không cho đi tiếp khi cơ quan được hỏi chưa trả lời ở bước này."),
    "agency_has_time_left": _("Cơ quan được hỏi vẫn còn thời gian trả lời."),
    "answer_wrong": _("Nội dung mới chưa điền hoặc chưa đúng dạng. Hãy xem lại."),
    "nothing_corrected": _("Nội dung mới giống nội dung cũ, không có gì để đính chính."),
    "correction_changes_the_case": _(
        "Sửa mục này làm thay đổi nội dung giải quyết nên không phải đính chính. Hãy yêu cầu người nộp bổ sung."
    ),
    "replaced_before": _("Giấy này đã được thay bằng giấy mới. Nếu còn sai, hãy thay giấy mới nhất."),
    "not_to_be_reopened": _("Chỉ giải quyết lại hồ sơ mà cơ quan đã dừng hoặc đã trả kết quả."),
    "reopened_before": _("Hồ sơ này đã được giải quyết lại bằng một hồ sơ mới."),
    "opening_report_without_reason": _("Phản ánh này không phải việc anh/chị đang làm. Hãy chọn lý do mở phản ánh."),
    "opening_without_reason": _("Hồ sơ này không phải việc anh/chị đang làm. Hãy chọn lý do mở hồ sơ."),
    # Files and papers
    "file_empty": _("Tệp rỗng (0 byte). Hãy chọn lại tệp."),
    "file_too_large": _("Tệp lớn hơn %(megabytes)s MB. Hãy chọn tệp nhỏ hơn, hoặc chụp lại ảnh ở cỡ vừa."),
    "file_type_unknown": _(
        "Chỉ nhận tệp PDF hoặc ảnh JPG, PNG. Nội dung tệp này không phải loại đó, dù tên có thể giống."
    ),
    "file_cut_short": _("Tệp bị đứt giữa chừng nên không mở được. Hãy chụp hoặc quét lại rồi gửi lại."),
    "file_type_not_wanted": _("Giấy tờ này chỉ nhận tệp loại: %(formats)s."),
    "file_with_active_content": _(
        "Tệp PDF này có chứa mã chạy hoặc tệp đính kèm nên không nhận được. Hãy in ra PDF mới hoặc chụp ảnh."
    ),
    "paper_not_ready": _("Giấy này đang được tạo. Hãy chờ một phút rồi tải lại trang."),
    "paper_damaged": _("Tệp lưu không còn nguyên vẹn nên không đưa ra. Hãy báo quản trị viên hoặc gọi 1022."),
    # The hotline
    "extension_missing": _("Hãy ghi số máy lẻ trên bàn."),
    "extension_taken": _("Máy lẻ này đang có người khác dùng. Hãy kiểm tra lại số máy."),
    "call_not_over": _("Cuộc gọi chưa kết thúc. Hãy kết thúc cuộc gọi rồi làm tiếp."),
    "call_moved_on": _("Cuộc gọi đã sang trạng thái khác nên không làm được việc này nữa. Hãy tải lại trang."),
    "break_without_reason": _("Hãy chọn lý do tạm nghỉ trong danh sách."),
    "transfer_needs_a_number": _("Hãy ghi số máy lẻ hoặc số điện thoại để chuyển máy."),
    "not_read_back_here": _("Hãy đọc lại nội dung cho người dân nghe rồi mới gửi."),
    "not_read_back": _("Hãy đọc lại nội dung cho người gọi nghe rồi mới ghi."),
    "proof_incomplete": _(
        "Cần mã, ngày sinh và bốn số cuối căn cước; phản ánh không có tài khoản thì cần mã và số điện thoại."
    ),
    "proof_refused_before": _("Đã ba lần không khớp nên không mở gì trong cuộc gọi này nữa."),
    "proof_refused_today": _(
        "Hôm nay đã nhiều lần xác minh sai cho hồ sơ này nên không mở qua tổng đài nữa. "
        "Hãy gửi mã số đến điện thoại đã đăng ký, hoặc mời người dân đến bộ phận một cửa."
    ),
    "pin_without_telephone": _("Hồ sơ này không có số điện thoại di động đăng ký nên không gửi được mã số."),
    "pin_sent_enough": _("Đã gửi đủ số lần mã số. Hãy dùng cách khác."),
    "pin_is_over": _("Mã số đã hết hạn hoặc đã dùng. Hãy gửi mã số mới."),
    "recording_erased": _("Bản ghi âm đã xóa khi hết thời hạn lưu."),
    "call_note_too_long": _("Ghi chú dài quá %(longest)s ký tự. Hãy ghi ngắn lại."),
    "call_reviewed": _("Cuộc gọi đã được chấm nên không sửa được nữa."),
    "own_call": _("Không tự chấm cuộc gọi của mình."),
    "unknown_criterion": _("Có tiêu chí không nằm trong danh sách của tỉnh. Hãy tải lại trang."),
    "callback_without_number": _("Người gọi giấu số nên chưa hẹn gọi lại được. Hãy hỏi số liên hệ."),
    "slot_is_over": _("Giờ hẹn đã qua. Hãy chọn giờ khác."),
    "slot_outside_hours": _("Giờ hẹn nằm ngoài giờ làm việc. Hãy chọn giờ khác."),
    "callback_not_yet": _("Chưa đến giờ hẹn gọi lại."),
    "callback_tried_enough": _("Đã gọi lại đủ ba lần mà không được."),
    "not_at_this_hour": _("Chỉ gọi cho người dân từ %(first)s đến %(last)s."),
    "taken_by_another": _("Đồng nghiệp khác đang gọi cho người này."),
    # Money
    "no_receipt_book": _("Đơn vị chưa có mẫu số, ký hiệu biên lai. Hãy báo quản trị viên cập nhật gói dữ liệu."),
    "receipt_book_full": _("Quyển biên lai đã hết số. Hãy báo quản trị viên cấp ký hiệu mới."),
    "means_not_at_counter": _("Tại quầy chỉ thu tiền mặt, chuyển khoản hoặc thẻ."),
    "nothing_owed": _("Không còn khoản nào phải thu. Hãy tải lại trang để xem."),
    "fee_already_paid": _("Khoản này đã được thu, biên lai %(symbol)s số %(number)s. Không thu thêm lần nữa."),
    "amount_changed": _("Số tiền phải thu đã thay đổi. Hãy xem lại số tiền ở trên rồi thu."),
    "payer_missing": _("Hãy ghi họ tên người nộp tiền."),
    "receipt_undone_before": _("Biên lai số %(number)s đã được hủy hoặc hoàn tiền trước đó."),
    "online_is_refunded": _("Biên lai số %(number)s thu trực tuyến nên không hủy được; hãy chọn hoàn tiền."),
    "day_closed": _("Sổ quỹ ngày %(day)s đã khóa, người khóa: %(closed_by)s. Việc sửa tính vào ngày tiếp theo."),
    "day_not_over": _("Ngày %(day)s chưa đến nên chưa khóa sổ được."),
    "callback_forged": _("Thông báo thanh toán không có chữ ký hợp lệ nên không được nhận."),
    "callback_replayed": _("Thông báo thanh toán này đã được dùng cho giao dịch khác nên không được nhận."),
    # Handing over
    "fee_still_owed": _("Hồ sơ còn khoản phí chưa thu. Hãy thu trước khi trả kết quả."),
    "receiver_missing": _("Hãy ghi họ tên người nhận."),
    "identity_ending_missing": _("Hãy ghi đúng %(digits)s chữ số cuối của giấy tờ tùy thân."),
    "identity_differs": _("Bốn số này không khớp với số định danh của người nộp. Hãy xem lại thẻ hoặc người nhận."),
    "tracking_malformed": _("Số hiệu bưu gửi chưa đúng, ví dụ đúng: RR123456789VN."),
    "posted_before": _("Kết quả này đã được gửi bưu điện trước đó."),
    "not_by_post": _("Người nộp không đăng ký nhận qua bưu điện."),
    "delivery_day_impossible": _("Ngày phát phải từ ngày gửi (%(posted)s) đến hôm nay."),
    # People and duties
    "username_taken": _("Tên đăng nhập này đã có người dùng."),
    "period_ends_before_it_starts": _("Ngày kết thúc phải sau ngày bắt đầu."),
    "delegation_to_oneself": _("Không thể ủy quyền cho chính mình."),
    "nothing_to_delegate": _("Người ủy quyền không giữ nhiệm vụ nào tại cơ quan này trong thời gian đã chọn."),
    "already_revoked": _("Ủy quyền này đã được thu hồi trước đó."),
    # Reports from citizens, and the app
    "report_about_nothing": _("Chưa chọn việc cần phản ánh. Hãy chọn một mục trong danh sách."),
    "report_sent": _("Phản ánh này đã được gửi rồi. Muốn báo việc khác, hãy viết phản ánh mới."),
    "sounds_not_taken": _("Ở đây chưa nhận ghi âm. Hãy viết vài lời, hoặc gọi tổng đài."),
    "too_many_sounds": _("Mỗi phản ánh nhận %(most)s ghi âm. Hãy bỏ ghi âm cũ rồi thêm lại."),
    "sound_type_unknown": _(
        "Chỉ nhận ghi âm WebM, MP4 (M4A) hoặc MP3. Nội dung tệp này không phải loại đó, dù tên có thể giống."
    ),
    "sound_too_long": _("Ghi âm dài quá %(seconds)s giây. Hãy ghi ngắn hơn."),
    "sound_too_large": _("Ghi âm lớn hơn %(kilobytes)s kB. Hãy ghi ngắn hơn hoặc chọn tệp nhỏ hơn."),
    "envelope_too_large": _("Phản ánh này quá lớn. Hãy bỏ bớt ảnh rồi gửi lại."),
    "envelope_broken": _("Phản ánh đến không nguyên vẹn nên không mở được. Hãy viết lại và gửi lại."),
    "pieces_missing": _("Phản ánh chưa đến đủ; máy sẽ tự gửi tiếp khi có mạng."),
    "push_service_unknown": _("Trình duyệt này không nhận được thông báo kiểu này. Hãy dùng cách báo khác."),
    "too_many_subscriptions": _("Phản ánh này đã được báo trên %(most)s máy, là số nhiều nhất."),
    "too_many_browsers": _("Bạn đã được báo trên %(most)s máy, là số nhiều nhất. Hãy thôi báo ở một máy khác trước."),
    "nothing_to_reply_to": _("Hiện không có câu hỏi nào đang chờ trả lời. Hãy tải lại trang để xem."),
    # Ratings
    "not_to_be_rated_yet": _("Hồ sơ này chưa trả kết quả nên chưa đánh giá được."),
    "rated_already": _("Hồ sơ này đã được đánh giá rồi. Cảm ơn bạn."),
    "points_out_of_range": _("Hãy chọn một trong các mức có sẵn."),
    "discontent_without_reason": _("Bạn không hài lòng về điều gì? Hãy viết vài chữ để cơ quan sửa."),
    # What a unit publishes
    "fault_without_note": _("Hãy ghi rõ mục này sai hoặc thiếu ở đâu (ít nhất %(least)s ký tự)."),
    "note_too_long": _("Ghi chú dài quá %(most)s ký tự. Hãy viết ngắn lại."),
    # Numbers at a counter
    "no_numbers_now": _("Hôm nay đã hết giờ nhận số. Mời bạn đến vào ngày làm việc tiếp theo."),
    "no_such_line": _("Bộ phận này không nhận việc đó. Hãy chọn lại."),
    # At the counter
    "parts_missing_here": _("Chưa có giấy tờ bắt buộc: %(names)s. Hãy ghi số lượng, thêm tệp hoặc yêu cầu bổ sung."),
    "bad_count_of_papers": _("Số lượng giấy tờ phải từ 0 đến %(most)s."),
    "nothing_to_reuse": _("Giấy tờ định dùng lại không còn phù hợp với người này. Hãy tra cứu lại người nộp."),
    "not_settled_at_once": _(
        "Hồ sơ này không thuộc diện giải quyết và trả kết quả ngay, hoặc đã quá giờ: cần in giấy hẹn."
    ),
    "hand_over_unproved": _("Trả kết quả phải ghi người nhận và chữ ký: hãy mở trang Trả kết quả của hồ sơ."),
    "not_accepted_yet": _("Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận."),
    "not_served_at_this_unit": _("Thủ tục này ở nơi đã chọn do %(unit)s tiếp nhận, không nhận được ở đây."),
    "passport_wrong": _("Hộ chiếu cần mã nước cấp (một đến ba chữ cái) và số gồm năm đến hai mươi chữ cái, chữ số."),
    "identity_number_wrong": _("Số định danh cá nhân (số căn cước) phải gồm đúng 12 chữ số."),
    "lookup_without_reason": _("Hãy chọn lý do tra cứu. Việc tra cứu được ghi lại."),
    "authorisation_without_document": _("Hãy ghi số, ngày và nơi chứng thực của văn bản ủy quyền."),
    "authorisation_ran_out": _("Văn bản ủy quyền đã hết hạn từ ngày %(day)s."),
    "authorised_by_oneself": _("Người nộp thay và chủ hồ sơ là cùng một người."),
    # Filing for somebody else
    "authorisation_not_allowed": _("Thủ tục này không nộp thay được trên mạng. Chủ hồ sơ phải tự nộp."),
    "authorisation_incomplete": _("Hãy khai đủ bạn nộp thay ai và gửi ảnh văn bản ủy quyền."),
    "principal_differs": _(
        "Họ tên và số định danh của người ủy quyền không khớp nhau. Hãy xem lại thẻ căn cước của người đó."
    ),
    "authorisation_disowned": _(
        "Chủ hồ sơ báo không ủy quyền việc này. Hãy liên hệ với họ; chỉ tiếp nhận khi họ xác nhận lại trên Cổng."
    ),
    "not_authorised_to_collect": _("Bạn chỉ được ủy quyền nộp hồ sơ. Chủ hồ sơ sẽ tự nhận kết quả."),
    "only_the_owner_withdraws": _("Hồ sơ đã được tiếp nhận, nên chỉ chủ hồ sơ mới rút được."),
    "reception_warned": _("Hãy viết lý do vẫn tiếp nhận (ít nhất 10 ký tự)."),
    "nothing_given_back": _("Hãy đánh dấu ít nhất một giấy tờ để trả."),
    "paper_given_back": _("Giấy tờ này đã được trả trước đó. Hãy tải lại trang để xem."),
    "forwarding_arrived_before": _("Hồ sơ giấy đã được ghi nhận là đến nơi trước đó."),
    "forwarding_not_arrived": _("Hồ sơ giấy chưa được ghi nhận là đến nơi giải quyết."),
    "forwarding_returned_before": _("Kết quả đã được ghi nhận là về nơi tiếp nhận trước đó."),
    "bundle_without_dossiers": _("Chưa có hồ sơ nào được tiếp nhận để in chung."),
    # Signing and checking
    "wrong_pin": _("Mã PIN chưa đúng nên chưa ký được văn bản nào. Hãy nhập lại mã PIN."),
    "pin_locked": _("Thiết bị ký đã khóa mã PIN. Hãy liên hệ nơi cấp chứng thư số để mở khóa."),
    "key_rests": _("Đã nhập sai mã PIN nhiều lần, nên tạm dừng ký 15 phút. Hãy thử lại sau."),
    "token_missing": _("Không thấy thiết bị ký. Hãy cắm thiết bị rồi ký lại."),
    "token_gone": _("Thiết bị ký bị ngắt giữa chừng. Văn bản nào đã ký thì đã lưu; các văn bản còn lại chưa ký."),
    "token_busy": _("Thiết bị ký đang được dùng ở nơi khác. Hãy chờ một lát rồi ký lại."),
    "certificate_not_yet": _("Chứng thư số của %(holder)s chưa đến ngày có hiệu lực nên chưa ký được."),
    "certificate_expired": _("Chứng thư số của %(holder)s đã hết hạn. Hãy đề nghị cấp lại trước khi ký."),
    "certificate_revoked": _("Chứng thư số của %(holder)s đã bị thu hồi nên không ký được."),
    "certificate_foreign": _("Chứng thư số của %(holder)s không do tổ chức được tỉnh công nhận cấp."),
    "certificate_unsure": _(
        "Chưa kiểm tra được chứng thư số của %(holder)s có bị thu hồi hay không. "
        "Hãy báo quản trị viên cập nhật danh sách."
    ),
    "certificate_not_for_signing": _("Chứng thư số của %(holder)s không được cấp để ký văn bản."),
    "not_an_authority": _("Chứng thư này không phải của tổ chức cấp chứng thư số."),
    "list_of_a_stranger": _("Danh sách thu hồi này không do tổ chức nào được công nhận ký."),
    "document_over": _("Văn bản %(symbol)s đã được thay thế hoặc thu hồi trước đó."),
    "document_by_itself": _("Một văn bản không thể thay thế chính nó."),
    "not_a_pdf": _("Tệp này không phải PDF. Hãy chọn đúng tệp văn bản đã nhận được."),
    "too_large_to_check": _("Tệp lớn hơn %(most)s MB nên không kiểm tra ở đây được."),
    "cannot_be_checked": _("Không đọc được tệp này: tệp bị hỏng, bị đứt giữa chừng hoặc đã bị sửa."),
    # Reports
    "report_says_nothing": _("Hãy viết rõ việc cần phản ánh, ít nhất vài chữ."),
    "report_too_long": _("Nội dung dài quá %(longest)s ký tự. Hãy viết ngắn lại, hoặc gửi phần còn lại bằng tệp."),
    "report_needs_a_place": _("Việc này cần biết nơi xảy ra. Hãy chọn xã, phường, thị trấn."),
    "report_needs_a_photo": _("Việc này cần có ảnh. Hãy thêm ít nhất một ảnh."),
    "report_needs_a_name": _(
        "Phản ánh về quy định hành chính phải có họ tên người phản ánh (Nghị định 20/2008/NĐ-CP)."
    ),
    "report_needs_an_address": _(
        "Phản ánh về quy định hành chính phải có địa chỉ người phản ánh (Nghị định 20/2008/NĐ-CP)."
    ),
    "report_needs_a_contact": _("Việc này cần số điện thoại hoặc thư điện tử để hỏi thêm và báo kết quả."),
    "key_without_name": _("Khóa kết nối phải có tên hệ thống và người chịu trách nhiệm."),
    "key_revoked_before": _("Khóa kết nối này đã bị thu hồi."),
    "words_of_a_denunciation": _(
        "Lời này là tố cáo, nên không gửi kèm phản ánh vì đơn vị giải quyết đọc được. Hãy gửi thành một phản ánh mới: "
        "nội dung được chuyển kín đến bộ phận có thẩm quyền."
    ),
    "outside_the_province": _("Nơi này không có trong danh sách địa bàn của tỉnh. Hãy chọn lại."),
    "reason_too_short": _("Hãy viết rõ lý do, ít nhất %(shortest)s ký tự."),
    "reject_needs_a_reason": _("Hãy chọn lý do không tiếp nhận trong danh sách."),
    "competence_was_decided": _("Nơi điều phối đã quyết định đơn vị giải quyết, nên không trả lại được nữa."),
    "unit_of_the_official": _("Phản ánh này nói về một cán bộ của đơn vị được chọn. Hãy chọn đơn vị khác."),
    "nothing_to_merge_into": _("Không tìm thấy phản ánh đang mở có mã này để gộp vào. Hãy xem lại mã."),
    "question_says_nothing": _("Hãy viết rõ điều cần hỏi người gửi."),
    "house_is_full": _(
        "Hiện có quá nhiều phản ánh đang gửi dở nên hệ thống chưa nhận thêm được. Phản ánh của bạn vẫn nằm trên máy "
        "này và sẽ được gửi lại sau."
    ),
    "address_is_full": _(
        "Từ mạng bạn đang dùng có quá nhiều phản ánh đang gửi dở. Phản ánh của bạn vẫn nằm trên máy này và sẽ được gửi "
        "lại sau."
    ),
    "said_too_long": _("Nội dung dài quá %(longest)s ký tự. Hãy viết ngắn lại."),
    "name_too_long": _("Tên dài quá %(longest)s ký tự. Hãy viết ngắn lại."),
    "reply_says_nothing": _("Hãy viết câu trả lời."),
    "answer_says_nothing": _("Trả lời phải nói rõ đã làm gì và ai làm."),
    "answer_needs_a_day": _("Hãy ghi ngày làm xong; ngày này không sau hôm nay."),
    "answer_needs_a_photo": _("Việc này chỉ kết thúc được khi có ảnh chụp tại chỗ sau khi làm xong."),
    "answer_needs_a_promise": _("Hãy ghi ngày sẽ làm xong; ngày này phải sau hôm nay."),
    "already_extended": _("Thời hạn đã được gia hạn một lần; mỗi phản ánh chỉ gia hạn một lần."),
    "too_late_to_extend": _("Chỉ gia hạn được trước khi hết hạn và khi chưa trả lời."),
    "extension_is_not_later": _("Hạn mới phải sau hạn cũ."),
    "split_among_nobody": _("Hãy chọn ít nhất một đơn vị cùng giải quyết."),
    "split_among_too_many": _("Chỉ tách được cho tối đa %(most)s đơn vị một lần."),
    "split_before": _("Một đơn vị được chọn đang giải quyết phản ánh này rồi. Hãy chọn đơn vị khác."),
    "nothing_to_publish": _("Hãy viết nội dung công khai. Đừng chép tên, số điện thoại, địa chỉ nhà của ai."),
    "not_publishable": _("Phản ánh thuộc lĩnh vực này, hoặc ở trạng thái này, không được công khai."),
    "verdict_given": _("Ông/bà đã cho ý kiến về trả lời này rồi. Cảm ơn ông/bà."),
    "nothing_to_reopen": _("Phản ánh này hiện không chờ ý kiến của người gửi."),
    "too_late_to_reopen": _("Đã quá %(days)s ngày kể từ khi trả lời. Nếu việc chưa xong, hãy gửi phản ánh mới."),
    "letter_taken_before": _("Đơn này đã có người nhận xử lý. Hãy tải lại trang để xem."),
    "letter_not_taken": _("Hãy nhận đơn trước khi ghi kết quả xử lý."),
    "letter_closed_before": _("Đơn này đã kết thúc xử lý. Hãy tải lại trang để xem."),
    # Letters
    "letter_kind_not_kept": _("Tỉnh chưa mở sổ cho loại văn bản này. Hãy chọn loại khác."),
    "not_a_signer": _("Người được chọn không ký văn bản cho cơ quan. Hãy chọn lại người ký."),
    "too_many_addressees": _("Mỗi văn bản gửi được tối đa %(most)s nơi. Hãy rút gọn danh sách."),
    "letter_not_in_draft": _(
        "Văn bản đang được kiểm tra hoặc đã ký nên không sửa được. Muốn sửa, hãy đề nghị trả lại."
    ),
    "letter_changed_meanwhile": _(
        "Người khác vừa sửa văn bản này. Hãy mở lại để xem rồi làm tiếp; chưa có gì bị ghi đè."
    ),
    "kind_stays": _("Văn bản thay thế phải cùng loại với văn bản cũ."),
    "letter_too_long": _("Nội dung dài quá %(most)s ký tự. Hãy đưa bớt vào phụ lục hoặc văn bản khác."),
    "fact_incomplete": _("Dẫn chứng phải có tên, nội dung, ngày và nguồn."),
    "fact_of_the_future": _("Ngày của dẫn chứng không được sau hôm nay."),
    "nothing_said": _("Hãy viết nội dung góp ý."),
    "comment_too_long": _("Góp ý dài quá %(most)s ký tự. Hãy viết ngắn lại."),
    "no_such_paragraph": _("Văn bản không có đoạn ấy. Hãy xem lại số thứ tự đoạn."),
    "letter_incomplete": _("Văn bản còn thiếu trích yếu, nơi gửi, người ký hoặc nội dung. Hãy điền đủ rồi trình."),
    "not_a_checker": _("Người được chọn không kiểm tra được nội dung văn bản của cơ quan."),
    "checks_own_letter": _("Người soạn không tự kiểm tra văn bản của mình. Hãy chọn lãnh đạo đơn vị."),
    "not_the_checker": _("Văn bản này được trình cho người khác kiểm tra."),
    "not_the_signer": _("Văn bản này do người khác ký; không ai ký thay bằng chữ ký của người khác."),
    "form_has_faults": _("Thể thức văn bản còn chỗ phải sửa nên chưa ký được. Hãy xem các mục “Phải sửa”."),
    "already_signed": _("Anh/chị đã ký văn bản này."),
    "no_signing_key": _("Anh/chị chưa có chữ ký số trong hệ thống. Hãy báo quản trị viên."),
    "no_agency_key": _("Cơ quan chưa có chữ ký số trong hệ thống. Hãy báo quản trị viên."),
    "signed_last_month": _(
        "Văn bản ký từ tháng trước, tháng in trong văn bản không còn đúng. Hãy đề nghị người ký ký lại."
    ),
    "nothing_chosen": _("Hãy chọn ít nhất một văn bản."),
    "too_many_letters": _("Mỗi lần làm được tối đa %(most)s văn bản. Hãy chọn bớt."),
    "letter_not_there": _("Không có văn bản này, hoặc văn bản không thuộc cơ quan anh/chị."),
    "letter_being_replaced": _("Đã có văn bản thay thế đang soạn. Hãy mở văn bản đó."),
    "letter_not_issued": _("Văn bản chưa được ban hành, hoặc không còn hiệu lực."),
    "letter_taken_back": _("Nơi gửi đã thu hồi văn bản này nên không vào sổ nữa."),
    "letter_in_force": _("Văn bản còn hiệu lực nên không cần trả lại."),
    "receiver_confirms": _("Nơi này nhận trên hệ thống và tự xác nhận khi vào sổ."),
    "incoming_incomplete": _("Hãy ghi cơ quan gửi và trích yếu."),
    "dated_in_the_future": _("Ngày văn bản không được sau hôm nay."),
    "due_in_the_past": _("Hạn giải quyết không được trước hôm nay."),
    "not_assigned_to_you": _("Văn bản này được giao cho người khác giải quyết."),
    "year_not_over": _("Chỉ khóa sổ được khi đã hết năm."),
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
    "promises_wait": _("Còn việc đã hứa chưa thực hiện xong."),
    "commitment_kept_already": _("Việc này đã được ghi là thực hiện xong."),
    "kept_tomorrow": _("Ngày làm xong không được sau hôm nay."),
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
    "sheet_has_nothing": _("Bảng không có dòng nào đưa vào được. Hãy sửa các dòng bị lỗi rồi gửi lại."),
    "promise_needs_proof": _("Hãy kèm tài liệu chứng minh việc đã làm."),
    "no_reminder_needed": _("Kiến nghị này hiện không nợ trả lời nên không cần nhắc."),
    # Routes
    "route_with_findings": _("Quy trình còn lỗi nên chưa ban hành được. Hãy xem danh sách lỗi và sửa từng mục."),
    "route_already_published": _("Phiên bản quy trình này đã được ban hành."),
}

GENERAL = _("Yêu cầu này chưa thực hiện được. Hãy tải lại trang rồi thử lại, hoặc gọi 1022 để được giúp.")


PEOPLE = frozenset({"assignee", "closed_by"})
"""Details that are accounts: an action knows a person by number, a reader by name."""


class _Details(dict[str, object]):
    """Details as a sentence says them; one that an action did not give reads as unknown."""

    def __getitem__(self, key: str) -> object:
        value = self.get(key)
        if value is None:
            return gettext("(không rõ)")
        if key in PEOPLE and isinstance(value, int):
            person = accounts.account(value)
            return person.full_name or person.username
        return day(value) if isinstance(value, date) else value


def sentence_for(refusal: Refused) -> str:
    """What the refusal means, in the reader's language, with its details filled in."""
    return str(SENTENCES.get(refusal.code, GENERAL)) % _Details(refusal.details)
