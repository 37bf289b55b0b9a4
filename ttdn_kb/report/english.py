"""The English of the words that reports say in Vietnamese.

Takes Vietnamese words; gives the English; knows nothing of pages.
"""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "Phân công trách nhiệm thông tin đối ngoại": "Responsibilities for external information work",
    "Số": "Number",
    "Không còn áp dụng từ": "No longer in force from",
    "không có văn bản nào áp dụng": "no document in force",
    "Văn bản": "Document",
    "Ngày ban hành": "Issued on",
    "Áp dụng từ": "Applies from",
    "Ma trận trách nhiệm": "Responsibility matrix",
    "Công việc theo chủ đề": "Work by topic",
    "Tóm tắt": "Summary",
    "đang áp dụng": "in force",
    "không áp dụng": "not in force",
    "thiếu trong văn bản": "missing in the text",
    "thiếu": "missing",
    "Tình trạng": "Standing",
    "Văn bản trong kho": "Documents of the base",
    "Ma trận trách nhiệm: chủ đề và cơ quan": "Responsibility matrix: topics and bodies",
    "Chủ đề": "Topic",
    "Chủ thể": "Body",
    "Loại cơ quan": "Agency type",
    "Số việc": "Norms",
    "Số việc của mỗi chủ thể, theo vai trò": "Norms of each body, by role",
    "Công việc": "Task",
    "Chủ trì": "Lead",
    "Thực hiện": "Responsible",
    "Phối hợp": "Coordinating",
    "Được tham mưu, nhận báo cáo": "Advised, reported to",
    "Nhận xét": "Verdict",
    "Những điều khoản sau nêu việc phải làm mà không nêu ai làm; có thể điều khoản khác của cùng văn bản đã giao (xem báo cáo khoảng trống).": (
        "These provisions state work without saying who does it; another provision of the document may give it (see the report on gaps)."
    ),
    "Không có: mọi việc đều được giao.": "None: all work is given to somebody.",
    "Việc không nêu ai làm": "Work given to nobody",
    "Cơ quan không còn": "Body that is gone",
    "Vai trò": "Role",
    "Ghi chú": "Note",
    "Nhiệm vụ thông tin đối ngoại của ": "External information work of ",
    "Vào ngày": "On",
    "Từ ngày": "From",
    "Sự kiện": "Event",
    "Loại": "Kind",
    "Cơ quan khác": "Other bodies",
    "Thay đổi tổ chức": "Reorganisations",
    "Việc được giao, theo chủ đề": "Work given, by topic",
    "Việc qua tập thể, chức danh": "Work through groups and posts",
    "Qua": "Through",
    "Điều khoản": "Provision",
    "Việc không giao đích danh": "Work not given by name",
    "Văn bản trong kho không giao việc nào đích danh.": "No document of the base gives it work by name.",
    "Cùng ai": "With whom",
    "Chủ trì, thực hiện": "Lead or responsible",
    "Bên trái là cơ quan chủ trì hoặc thực hiện, bên phải là cơ quan phối hợp; nét càng đậm càng nhiều việc chung.": (
        "On the left who leads or does the work, on the right who coordinates; the thicker the line, the more work in common."
    ),
    "Mạng phối hợp": "Who coordinates with whom",
    "Ai phối hợp với ai": "Who coordinates with whom",
    "Các cặp phối hợp": "Pairs that coordinate",
    "Ai báo cáo ai": "Who reports to whom",
    "Báo cáo": "Reports",
    "Nhận báo cáo": "Receives reports",
    "Các đường báo cáo": "Reporting lines",
    "Ai làm gì về: ": "Who does what about: ",
    "Số việc của mỗi bên": "Norms of each side",
    "Độ giống nhau": "Similarity",
    "Nguyên văn các điều khoản": "The provisions in full",
    "Không điều khoản nào nêu cơ quan phối hợp.": "No provision names a coordinating body.",
    "Các cặp phối hợp, nhiều việc nhất trước": "Pairs that coordinate, most work first",
    "Không điều khoản nào nêu nơi nhận báo cáo.": "No provision names a recipient of reports.",
    "Bên trái nhận báo cáo của bên phải; cơ quan báo cáo nhiều nơi được vẽ dưới mỗi nơi. Chủ thể gọi chung chỉ có trong bảng.": (
        "Those on the left receive the reports of those on the right; a body that reports to several is drawn under "
        "each. Generic bodies are in the table only."
    ),
    "Cây báo cáo": "Reporting tree",
    "đã vẽ ở trên": "drawn above",
    "không nêu cơ quan chủ trì": "no lead named",
}
