"""A reviewed draft into the base.

Takes a draft with its decisions; gives the files of data/sources, data/norms, data/agencies and data/reviews that state it, with the
Word, PDF or HTML file that its text was drawn from, and puts them in place; knows nothing of terminals. Only what people accepted,
corrected or added is stated, with status `reviewed`; nothing that stands is overwritten unasked.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from ttdn_kb.foundation.errors import TtdnError, cause
from ttdn_kb.foundation.resources import folder
from ttdn_kb.graph import agents_index, originals, turtle
from ttdn_kb.graph.emitting import norms_turtle
from ttdn_kb.graph.minting import slug
from ttdn_kb.graph.norm_records import read_norms
from ttdn_kb.graph.proposals import Proposal, proposal_turtle
from ttdn_kb.graph.review_records import reviews_turtle
from ttdn_kb.query.drafts import ORIGINAL, TEXT, Draft
from ttdn_kb.query.settling import Settled, settle, sort_of
from ttdn_kb.query.source_fields import source_toml


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: paths below the root, and how the draft was settled."""

    root: str
    files: tuple[str, ...]
    settled: Settled


def default_root() -> str:
    """Gives the folder whose data/ is in use: TTDN_HOME or the checkout.

    Raises:
        TtdnError: `base-read-only` inside an installed package, where the next upgrade would drop what was written.
    """
    root = os.path.dirname(folder("data"))
    if os.path.basename(root) == "_resources":
        raise TtdnError(
            "base-read-only",
            "Kho dữ liệu cài sẵn không ghi được",
            root,
            "kho nằm trong gói đã cài, lần nâng cấp sau sẽ xóa mất",
            "đặt TTDN_HOME tới kho của mình, hoặc thêm --to THƯ_MỤC",
        )
    return root


def publish(draft: Draft, root: str, *, partial: bool = False, replace: bool = False) -> Published:
    """Writes a reviewed draft into a base.

    Args:
        root: the folder that has `data/`.
        partial: leave out what nobody decided on, instead of refusing.
        replace: take the place of the same document.

    Raises:
        TtdnError: `review-unfinished`, `province-unknown`, `document-id-taken`, `document-exists`, `review-lost-place`, `bad-source`, `bad-draft`,
            `not-writable`; nothing is changed then.
    """
    from ttdn_kb.structure.tree import parse

    tree = parse(draft.source.text)
    settled = settle(draft, tree)
    province = str(draft.source.fields.get("province", ""))
    if not province:
        raise TtdnError(
            "province-unknown",
            "Chưa rõ văn bản của tỉnh nào",
            draft.folder,
            "trường province trong source.toml để trống",
            "sửa source.toml, hoặc nạp lại với --province",
        )
    if settled.lost:
        quotes = "; ".join(" ".join(d.key.quote.split())[:60] for d in settled.lost[:3])
        raise TtdnError(
            "review-lost-place",
            "Có quyết định không còn chỗ trong văn bản",
            draft.folder,
            f"{len(settled.lost)} trích dẫn không còn: {quotes}",
            "sửa hoặc loại các mục ấy rồi công bố lại",
        )
    if settled.pending and not partial:
        raise TtdnError(
            "review-unfinished",
            "Chưa rà soát xong",
            draft.folder,
            f"còn {len(settled.pending)} mục chưa quyết định",
            "rà soát tiếp, hoặc thêm --partial để chỉ công bố phần đã rà soát",
        )
    name = draft.source.id.removeprefix(province + "/").replace("/", "-")
    files = _files(draft, settled, province, name)
    _check(draft, files[f"data/norms/{province}/{name}.ttl"], {n.eid: n.path for n in tree.walk()})
    _spare_another(draft, os.path.join(root, f"data/sources/{province}/{name}/source.toml"))
    standing = [path for path in files if os.path.exists(os.path.join(root, path))]
    if standing and not replace:
        raise TtdnError(
            "document-exists",
            "Kho đã có văn bản này",
            standing[0],
            "dữ liệu đã rà soát không bị ghi đè",
            "so sánh bằng ttdn diff; thêm --replace nếu muốn thay hẳn",
        )
    _put(root, files)
    _drop_former(root, f"data/sources/{province}/{name}", files)
    return Published(root, tuple(sorted(files)), settled)


def _spare_another(draft: Draft, standing: str) -> None:
    """Refuses to take the place of a document of another number or issuer, or of one that does not say which it is, whatever was asked for."""
    if not os.path.isfile(standing):
        return
    try:
        with open(standing, "rb") as file:
            there = tomllib.loads(file.read().decode("utf-8", "replace"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TtdnError(
            "bad-source",
            "Không đọc được văn bản đang ở chỗ này trong kho",
            standing,
            cause(error),
            "sửa hoặc khôi phục source.toml ấy (git checkout) rồi công bố lại",
        ) from error
    numbers = [slug(str(fields.get("number", ""))) for fields in (there, draft.source.fields)]
    mine, theirs = (slug(str(fields.get("issuer", ""))) for fields in (draft.source.fields, there))
    # One of two names of a body may go without its province: "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh Quảng Trị".
    of_another = bool(mine and theirs) and not (mine.startswith(theirs) or theirs.startswith(mine))
    if of_another or (all(numbers) and numbers[0] != numbers[1]):
        fields = draft.source.fields
        raise TtdnError(
            "document-id-taken",
            "Mã văn bản đã là của một văn bản khác trong kho",
            draft.source.id,
            f"ở mã ấy kho giữ {there.get('label') or there['number']}, còn bản nháp là số {fields['number']} của {fields['issuer']}"
            if of_another
            else f"ở mã ấy kho giữ {there.get('label') or there['number']}, còn bản nháp là số {fields['number']}",
            "đặt id khác trong source.toml của bản nháp, nạp lại bằng ttdn ingest rồi công bố; văn bản trong kho giữ nguyên",
        )


def _files(draft: Draft, settled: Settled, province: str, name: str) -> dict[str, bytes]:
    index = agents_index.load()
    things = {}
    for norm in settled.norms:
        for words in (norm.object, norm.place):
            iri, _ = index.thing(words, province)
            if iri:
                things[words] = iri
    iri = draft.source.iri
    place = f"data/sources/{province}/{name}"
    said, original = _original(draft)
    files = {f"{place}/{said['original']}": original} if said else {}
    files |= {
        f"{place}/text.txt": _bytes(draft),
        f"{place}/source.toml": source_toml(draft.source.fields, said).encode(),
        f"data/norms/{province}/{name}.ttl": norms_turtle(iri, settled.norms, things, {}, "reviewed").encode(),
        f"data/reviews/{province}/{name}.ttl": reviews_turtle(iri, draft.decisions).encode("utf-8", "surrogatepass"),
    }
    proposed = _proposed(settled, province, str(draft.source.fields.get("issued", "")))
    if proposed:
        entries = [proposal_turtle(made, iri, "reviewed") for made in proposed]
        files[f"data/agencies/{province}/{name}.ttl"] = "\n".join([turtle.prefixes(), *entries]).encode()
    return files


def _proposed(settled: Settled, province: str, day: str) -> list[Proposal]:
    """The entries that the register lacks for the agents of the reviewed norms."""
    index = agents_index.load()
    made = {p.iri: p for p in settled.proposals}
    for norm in settled.norms:
        for a in norm.assignments:
            if a.agent_iri in index.labels or a.agent_iri in made:
                continue
            found = index.resolve(a.agent, province, generic=a.generic, collective=a.collective or sort_of(a.agent)[1], day=day).proposal
            if found is not None:
                made[a.agent_iri] = found._replace(iri=a.agent_iri)
    used = {a.agent_iri for n in settled.norms for a in n.assignments}
    return [made[iri] for iri in sorted(made) if iri in used]


def _bytes(draft: Draft) -> bytes:
    return _read(os.path.join(draft.folder, TEXT))


def _original(draft: Draft) -> tuple[dict[str, str], bytes]:
    """What source.toml says of the file that the text was drawn from, and its bytes; {} where the file was the text."""
    fields = draft.source.fields
    if fields.get("encoding") not in originals.MEDIA_TYPES:
        return {}, b""
    path = os.path.join(draft.folder, ORIGINAL, os.path.basename(str(fields.get("original", ""))))
    try:
        data = _read(path)
        why = "" if hashlib.sha256(data).hexdigest() == fields.get("original_sha256") else "tệp không còn là tệp đã nạp"
    except OSError as error:
        why = cause(error)
    if why:
        raise TtdnError("bad-draft", "Bản nháp không còn tệp nhận được", path, why, "nạp lại tệp ấy bằng ttdn ingest rồi công bố lại")
    return originals.fields_of(fields["encoding"], fields["original_sha256"]), data


def _check(draft: Draft, data: bytes, paths: dict[str, str]) -> None:
    """Reads the norms again as a base would; a quote that is not in the text letter by letter must never get in."""
    for entry in read_norms(data, "norms", draft.source.iri, paths, {}):
        if entry.norm.span.slice(draft.source.text) != entry.norm.quote:
            raise TtdnError(
                "bad-draft",
                "Trích dẫn không khớp văn bản",
                entry.iri,
                "vị trí và nguyên văn khác nhau",
                "nạp lại văn bản gốc bằng ttdn ingest rồi rà soát lại mục này",
            )


def _drop_former(root: str, place: str, files: Mapping[str, bytes]) -> None:
    """Takes away the file that a replaced text was drawn from, where the new one was drawn from none, or from one of another kind."""
    for kind in originals.MEDIA_TYPES:
        path = f"{place}/original.{kind}"
        if path not in files:
            with suppress(OSError):  # nothing names it any more: left over, it does no harm
                os.unlink(os.path.join(root, path))


def _put(root: str, files: Mapping[str, bytes]) -> None:
    """Writes all files beside their places, then moves them in; on a fault what was new goes away again and what was replaced comes back."""
    written: list[tuple[str, str]] = []
    former: dict[str, bytes | None] = {}
    try:
        for path, data in files.items():
            place = os.path.join(root, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            temporary = f"{place}.{os.getpid()}.tmp"
            written.append((temporary, place))
            _write(temporary, data)
        for temporary, place in written:
            former[place] = _read(place) if os.path.exists(place) else None
            os.replace(temporary, place)
    except BaseException as error:
        for temporary, place in written:
            with suppress(OSError):
                _put_back(temporary, place, former)
        if isinstance(error, OSError):
            raise TtdnError("not-writable", "Không ghi được vào kho", root, cause(error), "chọn thư mục khác cho --to") from error
        raise


def _put_back(temporary: str, place: str, former: Mapping[str, bytes | None]) -> None:
    """Leaves a place as it was: with what stood there, or with nothing."""
    if os.path.exists(temporary):  # never moved in
        os.unlink(temporary)
        return
    data = former.get(place)
    if data is not None:
        _write(temporary, data)
        os.replace(temporary, place)
    elif place in former:
        os.unlink(place)


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
