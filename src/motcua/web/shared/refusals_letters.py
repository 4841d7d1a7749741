"""The sentence for each refusal about signing, checking and official letters."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    # Signing and checking
    "wrong_pin": _("Mã PIN chưa đúng nên chưa ký được văn bản nào. Hãy nhập lại mã PIN."),
    "pin_locked": _("Thiết bị ký đã khóa mã PIN. Hãy liên hệ nơi cấp chứng thư số để mở khóa."),
    "key_rests": _("Đã nhập sai mã PIN nhiều lần, nên tạm dừng ký 15 phút. Hãy thử lại sau."),
    "token_missing": _("Không thấy thiết bị ký. Hãy cắm thiết bị rồi ký lại."),
    "token_gone": _("Thiết bị ký bị ngắt giữa chừng. Văn bản nào đã ký thì đã lưu; các văn bản còn lại chưa ký."),
    "token_of_another": _(
        "Thiết bị ký đang cắm không có chứng thư số đã đăng ký ở đây. Hãy cắm đúng thiết bị rồi ký lại."
    ),
    "time_not_stamped": _("Chưa lấy được dấu thời gian nên chưa ký. Hãy thử lại sau ít phút."),
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
    "cannot_be_checked": _("Không đọc được tệp này: tệp bị hỏng, bị đứt giữa chừng, đã bị sửa hoặc có đặt mật khẩu."),
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
    "letter_incomplete": _(
        "Văn bản còn thiếu trích yếu, nơi gửi, người ký, thư ký (của biên bản) hoặc nội dung. Hãy điền đủ rồi trình."
    ),
    "not_a_checker": _("Người được chọn không kiểm tra được nội dung văn bản của cơ quan."),
    "checks_own_letter": _("Người soạn không tự kiểm tra văn bản của mình. Hãy chọn lãnh đạo đơn vị."),
    "not_the_checker": _("Văn bản này được trình cho người khác kiểm tra."),
    "not_the_signer": _("Văn bản này do người khác ký; không ai ký thay bằng chữ ký của người khác."),
    "secretary_first": _("Biên bản này phải có chữ ký của thư ký trước, rồi chủ tọa mới ký."),
    "minutes_of_last_month": _(
        "Thư ký ký biên bản từ tháng trước, tháng in trong biên bản không còn đúng. Hãy trả lại để trình ký lại."
    ),
    "not_a_secretary": _("Người được chọn không làm việc ở cơ quan. Hãy chọn lại thư ký."),
    "secretary_is_chair": _("Thư ký và chủ tọa phải là hai người."),
    "not_the_drafter": _("Chỉ người bắt đầu soạn mới bỏ được dự thảo này."),
    "form_has_faults": _("Thể thức văn bản còn chỗ phải sửa nên chưa ký được. Hãy xem các mục “Phải sửa”."),
    "already_signed": _("Anh/chị đã ký văn bản này."),
    "no_signing_key": _("Anh/chị chưa có chữ ký số trong hệ thống. Hãy báo quản trị viên."),
    "result_not_signed": _(
        "Kết quả này chưa có chữ ký số còn dùng được của lãnh đạo. Hãy trả lại để ký, hoặc đóng dấu trên bản giấy."
    ),
    "result_changed": _(
        "Hồ sơ đã được sửa sau khi lãnh đạo ký số, nên chữ ký không còn đúng nội dung. Hãy trả lại lãnh đạo để ký lại."
    ),
    "result_without_room": _(
        "Mẫu kết quả của thủ tục này chưa có chỗ ký số. Hãy ký tay trên bản giấy và báo quản trị viên."
    ),
    "not_reached": _("Chưa làm đến vì thiết bị ký bị ngắt; hồ sơ vẫn chờ như trước."),
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
    "register_closed": _("Sổ của năm %(year)s đã khóa nên không cấp số nữa. Hãy tải lại trang và làm lại."),
}
