"""How much a reader takes in, and the errors it raises.

Takes a path and a cause; gives the error a user sees; knows nothing of formats.
"""

from __future__ import annotations

from ttdn_kb.foundation.errors import TtdnError

MEGABYTE = 1_000_000
# Reading takes up to 170 bytes of memory a character, so that 5 MB of text stay below 1 GB; an unbroken line takes more, the longer it is.
MOST_TEXT = 5 * MEGABYTE
MOST_LINE = 300_000
MOST_FILE = 50 * MEGABYTE
MOST_PART = 60 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
MOST_RATIO = 250
MOST_PAGES = 2000


def damaged(path: str, what: str, cause: str) -> TtdnError:
    """Gives the error of a file of a known kind that cannot be read to the end.

    Args:
        path: the file as the user named it.
        what: the kind of file, "tệp .docx".
        cause: the cause in plain words.
    """
    return TtdnError("source-damaged", f"Không đọc được {what}", path, cause, "mở tệp bằng chương trình đã tạo ra nó, lưu lại rồi thử lại")


def too_large(path: str, size: int, most: int) -> TtdnError:
    """Gives the error of a file above the limit; sizes in bytes."""
    return TtdnError(
        "source-too-large",
        "Tệp quá lớn",
        path,
        f"tệp có {size / MEGABYTE:.1f} MB, nhiều nhất là {most // MEGABYTE} MB",
        "tách văn bản thành các tệp nhỏ hơn, hoặc bỏ ảnh và phụ lục không cần đọc",
    )


def unbroken(path: str, length: int) -> TtdnError:
    """Gives the error of a text with a line above the limit; length in characters."""
    return TtdnError(
        "source-too-large",
        "Văn bản không được chia dòng",
        path,
        f"có một dòng dài {length} ký tự, nhiều nhất là {MOST_LINE}",
        "xuống dòng sau mỗi điều, khoản, điểm rồi thử lại",
    )


def bomb(path: str, cause: str) -> TtdnError:
    """Gives the error of a packed file that would fill the memory."""
    return TtdnError("source-unpacks-too-large", "Từ chối tệp nén bất thường", path, cause, "kiểm tra nguồn của tệp; lưu lại văn bản thành .docx mới")


def without_text(path: str, pages: int) -> TtdnError:
    """Gives the error of a PDF whose pages are pictures."""
    return TtdnError(
        "pdf-without-text",
        "PDF không có lớp chữ",
        path,
        f"{pages} trang chỉ có ảnh quét",
        "nhận dạng chữ (OCR) trước, rồi đưa vào bản .txt, .docx hoặc PDF có lớp chữ",
    )


def encrypted(path: str, what: str) -> TtdnError:
    """Gives the error of a file that needs a password."""
    return TtdnError("source-encrypted", f"{what} được đặt mật khẩu", path, "không có mật khẩu để mở", "bỏ mật khẩu rồi lưu lại tệp")
