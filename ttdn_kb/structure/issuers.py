"""Which body issued a document, and of which province.

Takes the words of the letterhead, the title and the preamble; gives the body's name and the province's notation; knows nothing of the provisions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ttdn_kb.structure.openers import names_issuer
from ttdn_kb.text.clean import fold
from ttdn_kb.text.vocabulary import label_word, pattern, rows, words

_SUFFIX = re.compile(r"[/-]([A-ZĐ][A-Za-zĐđ]*)\d*$")


@lru_cache(maxsize=1)
def _provinces() -> tuple[tuple[str, str, str, str, str], ...]:
    listed = [(fold(row["name"]), row["name"], row["notation"], row["from"], row["until"]) for row in rows("metadata_provinces")]
    return tuple(sorted(listed, key=lambda row: -len(row[0])))


def province_in(text: str, issued: str = "", *, marked: bool = True) -> tuple[str, str]:
    """Gives the name and the notation of the first province that words name, ("", "") for none.

    Args:
        text: the words.
        issued: the document's ISO date; since 2025-07-01 some names belong to new, merged units.
        marked: the name must stand after "tỉnh", "thành phố", "Tỉnh ủy" or the like.

    >>> province_in("ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ"), province_in("tỉnh Quảng Trị", "2025-12-01")
    (('Quảng Trị', 'quang-tri'), ('Quảng Trị', 'quang-tri-2025'))
    """
    folded = fold(" ".join(text.split()))
    best: tuple[int, str, str] | None = None
    for name, printed, notation, since, until in _provinces():
        if (since and issued < since) or (until and issued >= until):
            continue
        before = pattern("issuers-province-lead").pattern if marked else ""
        match = re.search(rf"(?<!\w){before}{re.escape(name)}(?!\w)", folded)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), printed, notation)
    return (best[1], best[2]) if best else ("", "")


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, str, str, str], ...]:
    return tuple((row["abbreviation"], fold(row["issuer"]), row["issuer"], row["scope"]) for row in rows("metadata_issuers"))


def from_number(number: str) -> tuple[str, str]:
    """Gives the issuing body and its scope that a document number's last letters name, ("", "") for none.

    >>> from_number("72/2015/NĐ-CP"), from_number("25/2019/QĐ-UBND"), from_number("57-KL/TW")
    (('Chính phủ', 'national'), ('Ủy ban nhân dân', 'provincial'), ('Trung ương', 'national'))
    """
    match = _SUFFIX.search(number)
    letters = match.group(1) if match else ""
    return next(((issuer, scope) for abbreviation, _, issuer, scope in _known() if abbreviation == letters), ("", ""))


def agreed(names: list[str], by_number: str, scope: str) -> str:
    """Gives the first of the names found for an issuer that the document's number bears out, else the first, else the one of the number.

    A scan adds words to a central body's name; its number does not ("Bộ Công an Cơ quan", TT-BCA).

    >>> agreed(["Bộ Giao thông vận tải", "Bộ Xây dựng"], "Bộ Xây dựng", "national"), agreed(["Sở Y tế"], "", "")
    ('Bộ Xây dựng', 'Sở Y tế')
    """
    own = fold(by_number)
    name = next((name for name in names if own and own in fold(name)), next(iter(names), by_number))
    return by_number if scope == "national" and own and fold(name).startswith(f"{own} ") else name


def is_national(text: str) -> bool:
    """Says whether words in a letterhead or an issuer's name are those of a central body."""
    folded = fold(text)
    if pattern("issuers-local").search(folded):
        return False
    central = tuple(fold(word) for word in words("central", "metadata_words"))
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in central)


def proper(text: str) -> str:
    """Gives a body's name printed in capitals or in small letters as it is written in a sentence.

    >>> proper("ỦY BAN NHÂN DÂN TỈNH HẬU GIANG"), proper("BỘ TRƯỞNG BỘ TÀI CHÍNH"), proper("THỦ TƯỚNG CHÍNH PHỦ")
    ('Ủy ban nhân dân tỉnh Hậu Giang', 'Bộ Tài chính', 'Thủ tướng Chính phủ')
    """
    plain = pattern("issuers-minister").sub("", " ".join(text.replace("*", "").split()), count=1)
    plain = pattern("issuers-committee").sub(label_word("committee"), plain)
    # Document numbers and abbreviations with signs keep their capitals.
    lowered = " ".join(word if re.search(r"[\d/&]", word) else word.lower() for word in plain.split())
    name = lowered[:1].upper() + lowered[1:]
    canonical = [(folded, issuer) for _, folded, issuer, _ in _known()] + [(fold(word), word) for word in words("proper-noun", "metadata_words")]
    canonical += [(folded, printed) for folded, printed, *_ in _provinces()] + [
        (fold(row["kind"]), row["kind"]) for row in rows("document_kinds") if " " in row["kind"]
    ]
    folded_name = fold(name)
    for folded, printed in sorted(canonical, key=lambda pair: len(pair[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(folded)}(?!\w)", folded_name):
            if len(printed) == match.end() - match.start():
                name = name[: match.start()] + printed + name[match.end() :]
    return name


def with_province_names(text: str) -> str:
    """Gives words with the names of provinces after "tỉnh" or "thành phố" in capitals as they should be ("tỉnh hậu giang")."""
    folded = fold(text)
    before = pattern("issuers-province-before").pattern
    for name, printed, *_ in _provinces():
        for match in re.finditer(rf"(?:{before}){re.escape(name)}(?!\w)", folded):
            if text[match.start() : match.end()].islower() and len(printed) == match.end() - match.start():
                text = text[: match.start()] + printed + text[match.end() :]
    return text


def stated_issuer(text: str) -> str:
    """Gives the body that a preamble's sentence says issues the document ("Ban Thường vụ Tỉnh ủy ban hành ..."), "" for none.

    >>> stated_issuer("Căn cứ Quyết định 307 của Thủ tướng Chính phủ ban hành Quy chế A; Bộ trưởng Bộ Tư pháp hướng dẫn thực hiện như sau:")
    'Bộ Tư pháp'
    """
    found = [match.group(0) for match in pattern("issuers-body").finditer(text)]
    return pattern("issuers-minister").sub("", found[-1], count=1) if found else ""


def letterhead_issuer(text: str) -> str:
    """Gives the body whose name stands in capitals at the head of a document, "" for none.

    Args:
        text: the letterhead's stored words, its lines kept.
    """
    state = tuple(fold(word) for word in words("letterhead"))
    parts: list[str] = []
    for line in re.split(r"[\n\t|]|<br\s*/?>", text):
        kept = re.sub(r"</?\w+>|[*#]", "", line).strip(" -_~.")
        folded = fold(kept)
        if re.search(r"\d\s*/", kept):
            continue  # a number on a line or in a cell of its own
        if len(folded.split()) > 2 and any(folded in sign for sign in state):
            continue  # the state's name broken over lines: "CỘNG HÒA XÃ HỘI"
        cut = min([place for place in (folded.find(sign) for sign in state) if place >= 0], default=len(kept))
        kept = kept[:cut].strip(" -_~.")
        # A name in a sentence's letters, a number line or a place line ends the name.
        if pattern("issuers-name-ends").match(kept):
            continue
        letters = [letter for letter in kept if letter.isalpha()]
        if parts and len(letters) in (2, 3) and kept.isupper() and " " not in kept:
            parts[-1] = f"{parts[-1]} {kept}"  # a name broken before its last syllable: "VĂN PHÒNG CHÍNH" + "PHỦ"
            continue
        if len(letters) < 4 or sum(letter.isupper() for letter in letters) < len(letters) * 0.9:
            if parts and kept:
                break
            continue
        parts.append(re.sub(r"\s*[-–_=]{2,}.*$", "", kept))
        if len(parts) == 3:
            break
    return " ".join(parts)


def own_body(printed: str) -> str:
    """Gives the body that issues a document where the letterhead names the body above it first.

    >>> own_body("UBND TỈNH BẮC KẠN SỞ NGOẠI VỤ"), own_body("TỈNH ỦY LÀO CAI BAN TUYÊN GIÁO"), own_body("ỦY BAN NHÂN DÂN TỈNH BẮC KẠN")
    ('SỞ NGOẠI VỤ TỈNH BẮC KẠN', 'BAN TUYÊN GIÁO TỈNH ỦY LÀO CAI', 'ỦY BAN NHÂN DÂN TỈNH BẮC KẠN')
    """
    match = pattern("issuers-superior").fullmatch(printed)
    if not match:
        return printed
    return f"{match['body']} {match['unit']}" if match["body"] else f"{match['organ']} {match['party']}"


def without_body(subject: str) -> str:
    """Gives a title without the body that issues the document, where the title begins with it.

    >>> without_body("CỦA BAN THƯỜNG VỤ TỈNH ỦY về công tác đối ngoại"), without_body("của công dân về đất đai")
    ('về công tác đối ngoại', 'của công dân về đất đai')
    """
    match = pattern("issuers-of-body").match(subject)
    return subject[match.end() :] if match and names_issuer(match.group(1)) else subject


def place_of(text: str) -> str:
    """Gives the place before the date of a letterhead ("Hà Tĩnh, ngày ..."), "" for none."""
    match = pattern("issuers-place").search(text)
    return " ".join(match.group(1).split()) if match else ""
