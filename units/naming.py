"""How offices write the names of units: abbreviations, heads, whose unit it is.  Pure, a table of the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from units.folding import fold

#: Abbreviations with one meaning in names of bodies, in folded words; a space stands where "&", "," or a space may be
#: written ("NN&MT", "NNMT").
_SHORT_FORMS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ub mt tq": "uy ban mat tran to quoc",
    "mt tq": "mat tran to quoc",
    "vpcp": "van phong chinh phu",
    "vp": "van phong",
    "tp": "thanh pho",
    "ttpvhcc": "trung tam phuc vu hanh chinh cong",
    "pvhcc": "phuc vu hanh chinh cong",
    "bql": "ban quan ly",
    "bqlda": "ban quan ly du an",
    "qlda": "quan ly du an",
    "bcd": "ban chi dao",
    "bhxh": "bao hiem xa hoi",
    "kbnn": "kho bac nha nuoc",
    "nhnn": "ngan hang nha nuoc",
    "tand": "toa an nhan dan",
    "vksnd": "vien kiem sat nhan dan",
    "ld tb xh": "lao dong thuong binh xa hoi",
    "vh tt dl": "van hoa the thao du lich",
    "vh xh": "van hoa xa hoi",
    "gd dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "gdmn": "giao duc mam non",
    "gdtrh": "giao duc trung hoc",
    "gdtx": "giao duc thuong xuyen",
    "gdnn": "giao duc nghe nghiep",
    "nn ptnt": "nong nghiep phat trien nong thon",
    "nn mt": "nong nghiep moi truong",
    "tn mt": "tai nguyen moi truong",
    "kh cn": "khoa hoc cong nghe",
    "kh dt": "ke hoach dau tu",
    "kh tc": "ke hoach tai chinh",
    "tt tt": "thong tin truyen thong",
    "gtvt": "giao thong van tai",
    "dt tg": "dan toc ton giao",
    "kt ht": "kinh te ha tang",
    "kt ht dt": "kinh te ha tang do thi",
    "tccb": "to chuc can bo",
    "tchc": "to chuc hanh chinh",
    "hcth": "hanh chinh tong hop",
    "hcqt": "hanh chinh quan tri",
    "tckh": "tai chinh ke hoach",
    "tckt": "tai chinh ke toan",
    "tdkt": "thi dua khen thuong",
    "cchc": "cai cach hanh chinh",
    "kstthc": "kiem soat thu tuc hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "vtlt": "van thu luu tru",
    "cntt": "cong nghe thong tin",
    "cds": "chuyen doi so",
    "dtxd": "dau tu xay dung",
    "qltt": "quan ly thi truong",
    "pctt": "phong chong thien tai",
    "tkcn": "tim kiem cuu nan",
    "pccc": "phong chay chua chay",
    "ksbt": "kiem soat benh tat",
    "cdc": "kiem soat benh tat",
    "attp": "an toan thuc pham",
    "atvstp": "an toan ve sinh thuc pham",
    "bvtv": "bao ve thuc vat",
    "thpt": "trung hoc pho thong",
    "thcs": "trung hoc co so",
    "ptdtnt": "pho thong dan toc noi tru",
    "ptdtbt": "pho thong dan toc ban tru",
}
_SHORT = re.compile(
    rf"\b(?:{'|'.join(key.replace(' ', ' ?') for key in sorted(_SHORT_FORMS, key=len, reverse=True))})\b"
)
_SOLID = {key.replace(" ", ""): words for key, words in _SHORT_FORMS.items()}
#: Short only where a name begins: "P. TCCB", "TT Y tế".
_AT_START = ((re.compile(r"^p (?=\w)"), "phong "), (re.compile(r"^tt (?=\w)"), "trung tam "))
_LITTLE_WORDS = re.compile(r"\bva\b ?")
#: "lý" and "lí", "kỹ" and "kĩ" are the same words.
FINAL_Y = re.compile(r"\b([hklmst])y\b")

#: The head of a unit stands for the unit: "Trưởng phòng TCCB", "Chánh Văn phòng", "Giám đốc Sở Nội vụ".
_HEADS = re.compile(
    r"^(?:cac )?(?:dong chi |ong |ba )*(?:"
    r"thu truong |lanh dao |nguoi dung dau |"
    r"truong (?=phong |ban |cac |cong an |tram |khoa |bo mon |van phong )|truong phong (?=phong )|truong ban (?=ban )|"
    r"chanh (?=van phong|thanh tra)|(?:tong )?giam doc |chu tich |chu nhiem |"
    r"(?:chi |tong )?cuc truong (?=(?:chi |tong )?cuc)|vu truong (?=vu)|vien truong (?=vien)|hieu truong |"
    r"bo truong (?=bo)|chi huy truong |hat truong (?=hat)|doi truong (?=doi))"
)
_ADDRESS = re.compile(r"^(?:giao |yeu cau |de nghi |kinh gui |dong kinh gui )+")

_DETERMINERS = "cac|nhung|moi|toan the|tat ca|thu truong"
_NOUNS = (
    "phong|ban|don vi|co quan|dia phuong|nganh|so|bo|cuc|vu|truong|vien|hoi|to(?! chuc)|doi|khoa(?! hoc)|hat|tram|nhom"
)
_KINDS = (
    "uy ban nhan dan|hoi dong nhan dan|van phong|trung tam|chi cuc|tong cuc|ban quan ly|ban chi dao|thanh tra|benh vien"
    f"|cong an|cong ty|chi nhanh|dang uy|{_NOUNS}"
)
_PLACE = "tinh|thanh pho|thi tran|thi xa|dac khu|xa|phuong|huyen|quan"
#: A body's own first words; what is not among them has left the kind out: "Giáo dục Mầm non".
BEGINS_WITH_KIND = re.compile(rf"^(?:{_DETERMINERS}|{_KINDS})\b")
#: "các phòng", "phòng, đơn vị", "trung tâm": nouns alone.
_ONLY_KINDS = re.compile(
    rf"^(?:(?:{_DETERMINERS}) )*(?:(?:{_KINDS})|(?:(?:{_NOUNS}|{_PLACE}|thuoc|truc thuoc)(?: |$))+)$"
)
_GOES_ON = re.compile(rf"^(?:{_DETERMINERS}|{_KINDS}|{_PLACE}|thuoc|truc thuoc|cua|voi|cung|va)\b")
#: Not one body but whoever it concerns: "các đơn vị liên quan", "cơ quan chủ trì", "các phòng nêu trên".
_GENERIC = re.compile(
    r"\b(?:lien quan|chu tri|phoi hop|(?:noi|neu|o|nhu) tren|khac|duoc giao|duoc phan cong|co tham quyen|chuc nang|nay"
    r"|minh|tren dia ban)\b|^(?:nhu tren|cac dong chi|ong|ba|dong chi|ho)$"
)
#: Of these a place has one at most: its name follows by itself.
_OF_ONE_LEVEL = re.compile(r"^(?:so|chi cuc|cuc|trung tam|truong|benh vien|ban quan ly)\b")
_WITH_PLACE = re.compile(rf"^(?:(?P<body>.+?) )?(?P<place>(?P<kind>{_PLACE}) .+)$")


@lru_cache(maxsize=32_768)
def normal(text: str) -> str:
    """Folded words with abbreviations written out and "và" left out."""
    words = fold(text)
    for short, whole in _AT_START:
        words = short.sub(whole, words)
    words = _SHORT.sub(lambda found: _SOLID[found.group().replace(" ", "")], words)
    return FINAL_Y.sub(r"\1i", _LITTLE_WORDS.sub("", words)).strip()


def initials(name: str) -> str | None:
    """A kind and the first letters of the rest: "phong to chuc can bo" -> "phong tccb"; None for two words or fewer."""
    kind = BEGINS_WITH_KIND.match(name)
    first = kind.group() if kind else name.partition(" ")[0]
    rest = name.removeprefix(first).split()
    return f"{first} {''.join(word[0] for word in rest)}" if len(rest) > 1 else None


def is_generic(words: str) -> bool:
    """Whether normal words name nobody in particular: kinds alone, or whoever it concerns."""
    return bool(_ONLY_KINDS.match(words)) or bool(_GENERIC.search(words))


def words_of_place(name: str) -> int:
    """How many words at the end of a normal name are a place: "uy ban nhan dan xa tan hoa" -> 3."""
    found = _WITH_PLACE.match(name)
    return len(found["place"].split()) if found else 0


class Owner:
    """Takes the receiving organisation's own name off what documents write: "phòng TCCB Sở", "Văn phòng UBND tỉnh".

    `names`: the organisation's names; `above`: names of those above it, of which only the place counts: "Sở Nội vụ
    tỉnh Bình An" is the Sở Nội vụ, but "Thanh tra tỉnh" is not the Thanh tra Sở.
    """

    def __init__(self, names: Iterable[str], above: Iterable[str] = ()) -> None:
        own = {variant for name in map(normal, names) if name for variant in _variants(name)}
        places = [found for name in map(normal, above) if (found := _WITH_PLACE.match(name))]
        local = {f"{name} {place}" for name in own for found in places for place in (found["place"], found["kind"])}
        self._owner = _ending(own | local, r"(?:truc thuoc |thuoc |cua )*")
        self._name = _ending(own | local)
        self._place = _ending({found["place"] for found in places})

    def without(self, words: str) -> str:
        """The words without the owner at their end; unchanged where nothing else would be left."""
        return self._owner.sub("", words) if self._owner else words

    def said_shortly(self, words: str) -> str:
        """The owner in one sign, however it is named: "cac phong thuoc so noi vu" is "cac phong thuoc *"."""
        return self._name.sub(" *", words) if self._name else words

    def without_place(self, words: str) -> str:
        """A body without the place that everybody here is in; not one that every level has ("Thanh tra")."""
        return self._place.sub("", words) if self._place and _OF_ONE_LEVEL.match(words) else words


def _ending(words: set[str], before: str = "") -> re.Pattern[str] | None:
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf" {before}(?:{listed})$") if listed else None


def _variants(name: str) -> Iterator[str]:
    """The ways in which a document of the organisation names it: whole, its kind, without its place."""
    yield name
    found = _WITH_PLACE.match(name)
    if found:
        yield from (found["place"], found["kind"])
        if found["body"]:
            yield from (found["body"], f"{found['body']} {found['kind']}")
    elif kind := BEGINS_WITH_KIND.match(name):
        yield kind.group()


def without_head(written: str) -> str:
    """Normal words of the unit that a head stands for: "Trưởng phòng TCCB" -> "phong to chuc can bo"."""
    return _HEADS.sub("", _ADDRESS.sub("", normal(written)))


def names_several(written: str) -> bool:
    """Whether several bodies are listed: "Phòng TCCB, Văn phòng Sở"."""
    parts = re.split(r"[,;/]|\bvà\b|\bcùng\b|\bvới\b", written.casefold())
    return sum(bool(BEGINS_WITH_KIND.match(normal(part))) for part in parts) > 1


def begins_body(words: list[str]) -> bool:
    """Whether the words go on with another body, a place or whose it is."""
    return bool(_GOES_ON.match(normal(" ".join(words)) or "va"))


def are_akin(one: str, other: str) -> bool:
    """Whether two names are of one kind of body and share a word that says more: no proof, but no stranger either."""
    names = [without_head(name) for name in (one, other)]
    kinds = [found.group() if (found := BEGINS_WITH_KIND.match(name)) else "" for name in names]
    rest = [set(name.removeprefix(kind).split()) for name, kind in zip(names, kinds, strict=True)]
    return kinds[0] == kinds[1] != "" and any(not is_generic(word) for word in rest[0] & rest[1])


def forms(written: str, owner: Owner) -> list[str]:
    """As written, then without the head's title, then with less and less of the own organisation's name."""
    whole = _ADDRESS.sub("", normal(written))
    body = without_head(written)
    shorter = (
        owner.said_shortly(whole),
        owner.said_shortly(body),
        owner.without(whole),
        owner.without(body),
        owner.without_place(body),
    )
    return [form for form in dict.fromkeys((whole, body, *shorter)) if form]
