from hypothesis import given
from hypothesis import strategies as st

from gateway import references

SEEDS = st.integers(min_value=0, max_value=7)


def test_reference_fits_the_contact_standard_and_has_no_look_alikes() -> None:
    reference = references.new()
    assert len(reference) <= 10
    assert not set(reference) & set("01OIL")


def test_reference_is_understood_however_it_is_typed() -> None:
    reference = references.new()
    assert references.normalise(f" {reference.lower().replace('-', ' ')} ") == reference


@given(where=SEEDS, other=st.sampled_from(references.ALPHABET))
def test_one_wrong_letter_is_noticed(where: int, other: str) -> None:
    chars = references.new().replace("-", "")
    wrong = chars[:where] + other + chars[where + 1 :]
    assert references.normalise(wrong) is None or wrong == chars


@given(where=st.integers(min_value=0, max_value=5))
def test_two_swapped_letters_are_noticed(where: int) -> None:
    chars = list(references.new().replace("-", ""))
    swapped = chars.copy()
    swapped[where], swapped[where + 1] = chars[where + 1], chars[where]
    assert references.normalise("".join(swapped)) is None or swapped == chars


def test_nonsense_is_no_reference() -> None:
    assert references.normalise("hallo") is None
    assert references.normalise("") is None
