"""IRIs from positions and names.

Takes records; gives IRIs that stay the same when a text is read again; knows nothing of stores. The scheme is decision 0001.
"""

from __future__ import annotations

import re
import unicodedata

from ttdn_kb.graph.namespaces import GRAPH, ID

# A number of a state body without year, with the sign of its issuer: 25/QĐ-UBND; the party writes 25-QĐ/TU.
_SERIES = re.compile(r"\d+[a-zđA-ZĐ]?/[^/-]+-[^/]+")
# The letter of a number that was put in later (77b) is part of it; those of a kind or an issuer (77KH) are not.
_LEAD = re.compile(r"\s*(\d+(?:[a-zđA-ZĐ](?![^\W_]))?)")
_YEAR = re.compile(r"/((?:19|20)\d\d)/")


def slug(name: str) -> str:
    """Gives an ASCII step of an IRI from a Vietnamese name.

    >>> slug("Sở Văn hóa, Thể thao và Du lịch")
    'so-van-hoa-the-thao-va-du-lich'
    >>> slug("Đài Phát thanh - Truyền hình")
    'dai-phat-thanh-truyen-hinh'
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def year_of(number: str, day: str) -> str:
    """Gives the year by which a document is told from others of its number: that in the number itself, else that of its day; "" for none.

    >>> year_of("148/2026/NĐ-CP", ""), year_of("57-KL/TW", "2023-06-15"), year_of("57-KL/TW", "")
    ('2026', '2023', '')
    """
    told = _YEAR.search(number)
    return told.group(1) if told else day[:4]


def document_id(province: str, kind: str, number: str, year: str, fallback: str = "") -> str:
    """Gives a document's path below `id/`.

    Args:
        province: notation of the province scheme.
        kind: Vietnamese kind of document.
        number: number as printed, "" where it is missing.
        year: four digits, "" where unknown.
        fallback: what stands for the number where it is missing.

    >>> document_id("quang-tri", "Quyết định", "25/2019/QĐ-UBND", "2019")
    'quang-tri/quyet-dinh/25-2019'
    >>> document_id("trung-uong", "Kết luận", "57-KL/TW", "2023")
    'trung-uong/ket-luan/57-2023'
    >>> document_id("trung-uong", "Thông tư", "22/2016/TT-BTTTT", "2016")
    'trung-uong/thong-tu/22-2016-tt-btttt'
    >>> document_id("quang-tri", "Quyết định", "25/QĐ-UBND", "2019"), document_id("quang-tri", "Kế hoạch", "12/KH-SYT", "2021")
    ('quang-tri/quyet-dinh/25-qd-ubnd-2019', 'quang-tri/ke-hoach/12-kh-syt-2021')

    >>> document_id("quang-tri", "Quyết định", "77b/2024/QĐ-UBND", "2024"), document_id("quang-tri", "Quyết định", "77A/QĐ-UBND", "2024")
    ('quang-tri/quyet-dinh/77b-2024', 'quang-tri/quyet-dinh/77a-qd-ubnd-2024')

    Numbers of ministries repeat within a year, so the issuer's sign stays in theirs; and so it does in a province's for decisions whose number has
    no year, which are counted apart from those that have one, and for bodies other than the province's own. Its committee, council and party
    committee are not told apart: 12/KH-UBND and 12-KH/TU of one year have one id.
    """
    lead = _LEAD.match(number)
    if not lead:
        return f"{province}/{slug(kind)}/{slug(fallback) or 'khong-so'}{'-' + year if year and year not in fallback else ''}"
    step = f"{slug(lead.group(1))}-{year}" if year else slug(number)
    if (
        _counted_apart(province, slug(kind), number)
        or slug(kind) in {"thong-tu", "van-ban", "cong-van", "huong-dan", "thong-tu-lien-tich"}
        or (slug(kind) == "quyet-dinh" and province == "trung-uong")
    ):
        step = slug(number) if year in number else f"{slug(number)}-{year}"
    return f"{province}/{slug(kind)}/{step}"


def _counted_apart(province: str, kind: str, number: str) -> bool:
    """Tells whether a number of a province may stand beside the same number of another series."""
    from ttdn_kb.structure.issuers import from_number

    if province == "trung-uong" or not _SERIES.fullmatch(number.strip()):
        return False
    return kind == "quyet-dinh" or from_number(number)[1] != "provincial"


def document_iri(identifier: str) -> str:
    return ID + identifier


def provision_iri(document: str, eid: str) -> str:
    return f"{document}/{eid}" if eid else document


def norm_iri(provision: str, ordinal: int) -> str:
    """Gives the IRI of the n-th norm of a provision (1-based, in text order)."""
    return f"{provision}/norm-{ordinal}"


def assignment_iri(norm: str, role: str, ordinal: int) -> str:
    """Gives the IRI of the n-th assignment with this role in a norm (1-based)."""
    return f"{norm}/{role.replace('_', '-')}-{ordinal}"


def agency_iri(jurisdiction: str, name: str) -> str:
    """Gives the IRI of an agency in its province ("trung-uong" for national bodies).

    >>> agency_iri("ha-tinh", "Sở Ngoại vụ")
    'https://w3id.org/ttdn/id/agency/ha-tinh/so-ngoai-vu'
    """
    return f"{ID}agency/{jurisdiction}/{slug(name)}"


def graph_iri(*steps: str) -> str:
    """Gives the IRI of a named graph.

    >>> graph_iri("norms", "quang-tri/quyet-dinh/25-2019")
    'https://w3id.org/ttdn/graph/norms/quang-tri/quyet-dinh/25-2019'
    """
    return GRAPH + "/".join(steps)
