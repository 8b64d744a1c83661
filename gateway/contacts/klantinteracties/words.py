"""Words of the standard and ours: languages, channels, topics, outcomes and themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gateway.contacts.contact import Channel
from gateway.texts import Texts

STANDARD_LANGUAGE: Final = "nl"
"""Names are told in Dutch, the language of the standard."""

# ISO 639-1 with ISO 639-2/T: https://www.loc.gov/standards/iso639-2/php/code_list.php
_CODES: Final = """
aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul
bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym
da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij
fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat
hu:hun hy:hye hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav
ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir
la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon
mr:mar ms:msa mt:mlt my:mya na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya
oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus
rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw
st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso
tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor
za:zha zh:zho zu:zul
"""
# The languages that have another code in ISO 639-2/B; the standard's own list names those.
_BIBLIOGRAPHIC: Final = """
alb:sqi arm:hye baq:eus bur:mya chi:zho cze:ces dut:nld fre:fra geo:kat ger:deu gre:ell ice:isl mac:mkd
mao:mri may:msa per:fas rum:ron slo:slk tib:bod wel:cym
"""


def _pairs(text: str) -> dict[str, str]:
    return {left: right for left, _, right in (pair.partition(":") for pair in text.split())}


THREE_LETTERS: Final[Mapping[str, str]] = _pairs(_CODES)
BIBLIOGRAPHIC: Final[Mapping[str, str]] = _pairs(_BIBLIOGRAPHIC)
TWO_LETTERS: Final[Mapping[str, str]] = {three: two for two, three in THREE_LETTERS.items()}
UNKNOWN_LANGUAGE: Final = "und"

_NAMES: Final = {
    "chat": "web-chat",
    "webchat": "web-chat",
    "video": "web-video",
    "videobellen": "web-video",
    "videogesprek": "web-video",
    "telefoon": "phone",
    "balie": "counter",
    "straat": "street",
    "huisbezoek": "home-visit",
    "pop-up politiebureau": "pop-up",
    "e-mail": "email",
}
CHANNELS: Final[Mapping[str, Channel]] = {channel.value: channel for channel in Channel} | {
    name: Channel(value) for name, value in _NAMES.items() if value in frozenset(Channel)
}
"""What `kanaal` may say, in small letters: our channels, and what other systems call them."""


@dataclass(frozen=True)
class Vocabulary:
    """Our topics with their names in the languages we have, our outcomes and our themes."""

    topics: Mapping[str, tuple[str, ...]]
    """Names of each topic, the Dutch one first."""
    outcomes: frozenset[str]
    themes: frozenset[str]
    assistant: str
    nothing: str
    """What stands where no topic is known."""

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, texts: Texts) -> Vocabulary:
        """Read the words from the catalogues: what has a name there is a word of ours."""
        topics = {
            key: tuple(texts.render(language, f"topic-{key}-label") for language in _dutch_first(texts))
            for key in _keys(texts, "topic-", "-label")
        }
        return cls(
            {key.replace("-", "_"): names for key, names in topics.items()},
            frozenset(key.replace("-", "_") for key in _keys(texts, "outcome-")),
            frozenset(key.replace("-", "_") for key in _keys(texts, "statistics-theme-")),
            assistant=texts.render(STANDARD_LANGUAGE, "thread-author-bot"),
            nothing=texts.render(STANDARD_LANGUAGE, "statistics-unknown"),
        )

    def name_of(self, topic: str) -> str:
        """Return how people call a topic; another system's own words stay as they are."""
        return self.topics[topic][0] if topic in self.topics else topic

    def topic_of(self, words: str) -> str:
        """Return our topic of this name, or the words themselves."""
        wanted = words.casefold().strip()
        for topic, names in self.topics.items():
            if wanted == topic or wanted in (name.casefold() for name in names):
                return topic
        return words

    def topics_containing(self, words: str) -> tuple[str, ...]:
        """Return our topics whose Dutch name contains these words."""
        return tuple(topic for topic, names in self.topics.items() if words.casefold() in names[0].casefold())


def _dutch_first(texts: Texts) -> list[str]:
    return sorted(texts.languages, key=lambda language: (language != STANDARD_LANGUAGE, language))


def _keys(texts: Texts, before: str, after: str = "") -> list[str]:
    found = (
        key.removeprefix(before).removesuffix(after)
        for key in texts.keys(STANDARD_LANGUAGE)
        if key.startswith(before) and key.endswith(after)
    )
    return sorted(found)


def language_of(taal: str) -> str | None:
    """Return our code of a language by any of its ISO 639 codes; None when there is no such code."""
    code = taal.lower()
    return code if code in THREE_LETTERS else TWO_LETTERS.get(BIBLIOGRAPHIC.get(code, code))


def taal_of(language: str) -> str:
    """Return the three letters under which the standard's users know a language: `nld` for Dutch."""
    return THREE_LETTERS.get(language, UNKNOWN_LANGUAGE)


def channel_of(kanaal: str) -> Channel | None:
    """Return our channel of this name; None when we have no such channel."""
    return CHANNELS.get(kanaal.casefold().strip())
