"""The kind of a body that the register does not have, by its name as people write it."""

from __future__ import annotations

import pytest

from ttdn_kb.graph.proposals import body_named, propose


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sở Lao động, Thương binh và Xã hội", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("Sở Lao động – Thương binh và Xã hội tỉnh An Giang", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("Sở Thông tin & Truyền thông thành phố Cần Thơ", "so-thong-tin-va-truyen-thong"),
        ("Công an tỉnh An Giang", "cong-an-tinh"),
        ("Ủy ban nhân dân tỉnh An Giang", "ubnd-tinh"),
        ("Ban Dân tộc tỉnh", "ban-dan-toc"),
        ("Sở Giao thông vận tải và Xây dựng", "so"),
    ],
)
def test_a_kind_is_known_by_its_name_however_it_is_spelt(name: str, kind: str) -> None:
    assert propose(name, "an-giang").type == kind


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("Giám đốc Sở Giao thông vận tải", "Sở Giao thông vận tải"),
        ("Trưởng Ban Dân tộc tỉnh", "Ban Dân tộc tỉnh"),
        ("Chủ tịch Ủy ban nhân dân huyện Tri Tôn", "Ủy ban nhân dân huyện Tri Tôn"),
        ("Thủ trưởng các đơn vị", ""),
        ("Sở Ngoại vụ", ""),
    ],
)
def test_the_name_of_a_post_names_its_body(post: str, body: str) -> None:
    assert body_named(post) == body
