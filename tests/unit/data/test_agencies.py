"""The registry of agencies and the named things keep the rules of data/agencies/README.md."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from ttdn_kb.graph.documents import read_sources
from ttdn_kb.graph.minting import agency_iri, slug
from ttdn_kb.graph.namespaces import ID, ORG, TTDN, VOCAB

ROOT = Path(__file__).parents[3]
T = Namespace(TTDN)
ORGN = Namespace(ORG)
FILES = sorted(p for p in (ROOT / "data" / "agencies").glob("*.ttl") if p.name != "changes.ttl")
CLASSES = {"Agency", "Committee", "Post", "Collective", "GenericAgent"}
THINGS = {"InformationCluster", "Portal", "DataSystem", "Programme", "Award", "NamedThing", "Place"}


@functools.cache
def agencies() -> Graph:
    graph = Graph()
    for path in FILES:
        graph.parse(path)
    return graph


@functools.cache
def things() -> Graph:
    return Graph().parse(ROOT / "data" / "things.ttl")


@functools.cache
def vocabularies() -> Graph:
    graph = Graph()
    for path in (ROOT / "ontology" / "vocab").glob("*.ttl"):
        graph.parse(path)
    return graph


def plain(text: str) -> str:
    """Letters and single spaces: page layout, Markdown marks, case and the spacing of a dash do not tell two wordings apart."""
    return " ".join(re.sub(r"[*#<>]", " ", text).replace("-", " - ").split()).casefold()


@functools.cache
def texts() -> dict[str, str]:
    return {source.iri: plain(source.text) for source in read_sources()}


def bodies_of_text(document: str) -> str:
    """The text without the list of recipients."""
    return re.sub(r"nơi nhận:.*?(?:t/m ban|tm\. ủy ban)", " ", texts()[document], flags=re.DOTALL)


def subjects(graph: Graph) -> list[URIRef]:
    return sorted({s for s in graph.subjects(RDF.type, None) if isinstance(s, URIRef)})


def one(graph: Graph, subject: URIRef, predicate: URIRef) -> str:
    values = list(graph.objects(subject, predicate))
    assert len(values) == 1, f"{subject} has {len(values)} {predicate}"
    return str(values[0])


def label(graph: Graph, subject: URIRef, lang: str) -> str:
    values = [str(v) for v in graph.objects(subject, SKOS.prefLabel) if isinstance(v, Literal) and v.language == lang]
    assert len(values) == 1, f"{subject} has {len(values)} labels in {lang}"
    return values[0]


def wordings(graph: Graph, subject: URIRef) -> set[str]:
    names = [str(v) for p in (SKOS.altLabel, T.shortName) for v in graph.objects(subject, p)]
    return {plain(name) for name in [*names, label(graph, subject, "vi")]}


def kind(graph: Graph, subject: URIRef) -> str:
    return one(graph, subject, RDF.type).removeprefix(TTDN)


def test_every_registry_file_is_of_a_province() -> None:
    known = {str(n) for s in vocabularies().subjects(SKOS.inScheme, URIRef(VOCAB + "province")) for n in vocabularies().objects(s, SKOS.notation)}
    assert FILES
    assert {p.stem for p in FILES} <= known


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_holds_the_agents_of_its_own_province(path: Path) -> None:
    graph = Graph().parse(path)
    assert {one(graph, s, T.jurisdiction) for s in subjects(graph)} == {VOCAB + "province/" + path.stem}


def test_no_agent_stands_in_two_files() -> None:
    counts = Counter(s for path in FILES for s in set(subjects(Graph().parse(path))))
    assert [s for s, n in counts.items() if n > 1] == []


def test_every_agent_has_one_known_class() -> None:
    graph = agencies()
    assert {kind(graph, s) for s in subjects(graph)} == CLASSES


def test_every_iri_is_minted_from_province_and_short_name() -> None:
    graph = agencies()
    wrong = [s for s in subjects(graph) if str(s) != agency_iri(one(graph, s, T.jurisdiction).rsplit("/", 1)[1], one(graph, s, T.shortName))]
    assert wrong == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_labels_are_unique_over_the_base(lang: str) -> None:
    counts = Counter(plain(label(g, s, lang)) for g in (agencies(), things()) for s in subjects(g))
    assert [name for name, n in counts.items() if n > 1] == []


def test_no_wording_names_two_agents_of_one_province() -> None:
    graph = agencies()
    counts = Counter((one(graph, s, T.jurisdiction), w) for s in subjects(graph) for w in wordings(graph, s))
    assert [key for key, n in counts.items() if n > 1] == []


def test_no_wording_names_two_things_of_one_province() -> None:
    graph = things()
    counts = Counter((one(graph, s, T.province), w) for s in subjects(graph) for w in wordings(graph, s))
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize(
    ("predicate", "scheme"),
    [("agencyType", "agency-type"), ("level", "level"), ("sector", "sector"), ("jurisdiction", "province")],
    ids=lambda v: v,
)
def test_every_agent_has_one_concept_of_each_scheme(predicate: str, scheme: str) -> None:
    graph, vocabulary = agencies(), vocabularies()
    concepts = {str(c) for c in vocabulary.subjects(SKOS.inScheme, URIRef(VOCAB + scheme))}
    assert {one(graph, s, T[predicate]) for s in subjects(graph)} - concepts == set()


def test_level_and_sector_agree_with_the_type_of_a_body() -> None:
    graph, vocabulary = agencies(), vocabularies()
    wrong = []
    for s in subjects(graph):
        if kind(graph, s) != "Agency":
            continue
        of_type = URIRef(one(graph, s, T.agencyType))
        for predicate in (T.level, T.sector):
            said = vocabulary.value(of_type, predicate)
            if said is not None and str(said) != one(graph, s, predicate):
                wrong.append((str(s), str(said)))
    assert wrong == []


@pytest.mark.parametrize("graph", [agencies, things], ids=["agents", "things"])
def test_every_wording_stands_in_a_document_that_names_it(graph) -> None:  # type: ignore[no-untyped-def]
    g = graph()
    missing = []
    for s in subjects(g):
        named = [str(d) for d in g.objects(s, T.namedIn)]
        assert named, f"{s} is named in no document"
        own = {plain(label(g, s, "vi"))} | {plain(str(v)) for v in g.objects(s, T.shortName)}
        if kind(g, s) in THINGS:
            own |= {w for w in wordings(g, s) if slug(w) == str(s).rsplit("/", 1)[1]}
        missing += [(str(s), w) for w in wordings(g, s) - own if not any(w in texts()[d] for d in named)]
    assert missing == []


@pytest.mark.parametrize("graph", [agencies, things], ids=["agents", "things"])
def test_every_document_said_to_name_it_does_so_beyond_its_recipients(graph) -> None:  # type: ignore[no-untyped-def]
    g = graph()
    wrong = [(str(s), str(d)) for s in subjects(g) for d in g.objects(s, T.namedIn) if not any(w in bodies_of_text(str(d)) for w in wordings(g, s))]
    assert wrong == []


def test_a_body_named_in_a_text_of_its_province_says_so() -> None:
    """Long names cannot stand in a text by chance; short ones ("Ban Chỉ đạo", "địa phương") can, so they are left to the reader."""
    g = agencies()
    forgotten = []
    for s in subjects(g):
        if kind(g, s) not in {"Agency", "Committee", "Post"}:
            continue
        province = one(g, s, T.jurisdiction).rsplit("/", 1)[1]
        named = {str(d) for d in g.objects(s, T.namedIn)}
        for document in texts():
            if document in named or (province != "trung-uong" and not document.startswith(ID + province)):
                continue
            names = [plain(one(g, s, T.shortName)), plain(label(g, s, "vi"))]
            if any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)(?! ủy)", bodies_of_text(document)) for w in names):
                forgotten.append((str(s), document))
    assert forgotten == []


def test_links_between_agents_lead_to_agents() -> None:
    g = agencies()
    links = (ORGN.subOrganizationOf, ORGN.hasMember, ORGN.postIn, T.headOf, T.leads, T.standingAgencyOf, T.supportGroupOf)
    assert {o for p in links for o in g.objects(None, p)} - set(subjects(g)) == set()


def test_only_collectives_have_members_and_only_posts_are_in_bodies() -> None:
    g = agencies()
    assert {kind(g, s) for s in g.subjects(ORGN.hasMember, None)} == {"Collective"}
    assert {kind(g, s) for s in g.subjects(ORGN.postIn, None)} == {"Post"} == {kind(g, s) for s in g.subjects(T.leads | T.headOf, None)}


def test_no_collective_is_among_its_own_members() -> None:
    g = agencies()
    pairs = list(g.subject_objects(ORGN.hasMember))
    looping = [(str(c), str(m)) for c, m in pairs if c in set(g.transitive_objects(m, ORGN.hasMember))]
    assert looping == []


@pytest.mark.parametrize(
    ("collective", "member", "expected"),
    [
        (("ha-tinh", "Các sở, ban, ngành"), ("ha-tinh", "Sở Ngoại vụ"), True),
        (("ha-tinh", "Các sở, ban, ngành"), ("ha-tinh", "Sở Thông tin và Truyền thông"), False),
        (("ha-tinh", "Ủy ban nhân dân các huyện, thành phố, thị xã"), ("ha-tinh", "Ủy ban nhân dân thị xã Kỳ Anh"), True),
        (("ha-tinh", "Các cơ quan báo chí trên địa bàn tỉnh"), ("ha-tinh", "Báo Hà Tĩnh"), False),
        (("quang-tri", "Các Sở, ngành, địa phương"), ("quang-tri", "Sở Ngoại vụ"), True),
        (("quang-tri", "Các cơ quan báo chí của tỉnh"), ("quang-tri", "Tạp chí Cửa Việt"), True),
        (("hau-giang", "các cơ quan, đơn vị"), ("hau-giang", "Ủy ban nhân dân huyện, thị xã, thành phố"), True),
        (("hau-giang", "các sở, ban, ngành, đoàn thể tỉnh"), ("quang-tri", "Sở Ngoại vụ"), False),
        (("trung-uong", "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"), ("hau-giang", "Ủy ban nhân dân tỉnh"), True),
    ],
    ids=[
        "Sở Ngoại vụ is one of the departments of Hà Tĩnh in 2025",
        "Sở Thông tin và Truyền thông is none of the departments of Hà Tĩnh in 12/2025",
        "Kỳ Anh is one of the districts of Hà Tĩnh",
        "the old newspaper is none of the press bodies of 2025",
        "Sở Ngoại vụ is reached through the collective that the regulation of Quảng Trị defines",
        "Cửa Việt is one of the press bodies in brackets",
        "the district committees are among the agencies that the regulation of Hậu Giang defines",
        "a department of Quảng Trị is none of Hậu Giang's",
        "Hậu Giang is one of the provinces",
    ],
)
def test_membership(collective: tuple[str, str], member: tuple[str, str], expected: bool) -> None:
    reached = set(agencies().transitive_objects(URIRef(agency_iri(*collective)), ORGN.hasMember))
    assert (URIRef(agency_iri(*member)) in reached) is expected


def test_members_of_a_province_stay_in_it() -> None:
    g = agencies()
    crossing = [
        (str(c), str(m))
        for c, m in g.subject_objects(ORGN.hasMember)
        if one(g, c, T.jurisdiction) != one(g, m, T.jurisdiction) and not one(g, c, T.jurisdiction).endswith("/trung-uong")
    ]
    assert crossing == []


def test_the_steering_committee_of_ha_tinh_is_complete() -> None:
    g = agencies()
    committee = URIRef(agency_iri("ha-tinh", "Ban Chỉ đạo công tác thông tin đối ngoại Tỉnh ủy Hà Tĩnh"))
    posts = set(g.subjects(ORGN.postIn, committee))
    assert Counter(one(g, p, T.agencyType).rsplit("/", 1)[1] for p in posts) == {
        "truong-ban-chi-dao": 1,
        "pho-truong-ban-thuong-truc": 1,
        "pho-truong-ban-chi-dao": 1,
        "thanh-vien-ban-chi-dao": 10,
    }
    members = set(g.objects(URIRef(agency_iri("ha-tinh", "Các thành viên Ban Chỉ đạo")), ORGN.hasMember))
    assert members == {p for p in posts if one(g, p, T.agencyType).endswith("/thanh-vien-ban-chi-dao")}
    assert len({one(g, p, T.leads) for p in members}) == 10
    assert list(g.subjects(T.standingAgencyOf, committee)) == [URIRef(agency_iri("ha-tinh", "Ban Tuyên giáo và Dân vận Tỉnh ủy"))]
    assert list(g.subjects(T.supportGroupOf, committee)) == [URIRef(agency_iri("ha-tinh", "Tổ giúp việc Ban Chỉ đạo"))]


@pytest.mark.parametrize(
    "pair",
    [
        ("Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("Báo Hà Tĩnh", "Báo và phát thanh, truyền hình Hà Tĩnh"),
        ("Đài Phát thanh và Truyền hình tỉnh", "Báo và phát thanh, truyền hình Hà Tĩnh"),
    ],
    ids=lambda p: " and ".join(p),
)
def test_a_body_before_and_after_a_reorganisation_is_two(pair: tuple[str, str]) -> None:
    assert all((URIRef(agency_iri("ha-tinh", name)), RDF.type, T.Agency) in agencies() for name in pair)


def test_every_thing_has_one_known_class_and_a_minted_iri() -> None:
    g = things()
    for s in subjects(g):
        assert kind(g, s) in THINGS
        province = one(g, s, T.province).rsplit("/", 1)[1]
        folder, last = ("place" if kind(g, s) == "Place" else "thing"), str(s).rsplit("/", 1)[1]
        assert str(s) == f"{ID}{folder}/{province}/{last}"
        assert last in {slug(w) for w in wordings(g, s)}


def test_every_cluster_at_one_site_is_located_there() -> None:
    g = things()
    located = {str(c).rsplit("/", 1)[1]: kind(g, p) for c, p in g.subject_objects(T.locatedIn)}  # type: ignore[arg-type]
    assert set(located.values()) == {"Place"}
    assert len(located) == 3
