"""Numbers of one's own, as people write them: what is understood, and what is asked about."""

import pytest

from gan1d.page.own_data import NoNumbersError, numbers
from gan1d.page.turning import told
from gan1d.words import LANGUAGES

UNDERSTOOD = {
    "1,5 2,5 3,7": [1.5, 2.5, 3.7],
    "1,5; 2,5;3,7": [1.5, 2.5, 3.7],
    "1,5\t-2,5\n,3 4": None,  # ,3 may be a list's comma
    "1,5\t-2,5\n3,25e1 4": [1.5, -2.5, 32.5, 4],
    "1,234 2,5": [1.234, 2.5],  # no thousands: 2,5 is none
    "Wert\n1,5\n2,5": [1.5, 2.5],  # one heading, one column
    '"1,5","2,5"': [1.5, 2.5],
    "1, 2, 3": [1, 2, 3],
    "1,2,3": [1, 2, 3],
    "1.5,2.5,3": [1.5, 2.5, 3],
    "1.5, 2.5;3": [1.5, 2.5, 3],
    "152,160,171": [152, 160, 171],
    "1，2、3；4": [1, 2, 3, 4],
    '"1","2"\n"3",': [1, 2, 3],
    "1 ,2": None,
    "1 2,3;4": None,
    "1,5": None,
    "1,5\n2,5\n3,7": None,  # or two columns
    "1,234 2,345": None,  # or thousands
    "1,234.5 2": None,
    "1.234,5 2": None,
    "152,160\n171,180": None,
    "1,5 2.5": None,
    "1,5, 2,5": None,
    "1,000.50, 2": None,
    "1,5 1,2,3": None,
    "Wert, cm\n1,5\n2,5": None,
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_a_comma_is_understood_or_asked_about(text: str):
    if (meant := UNDERSTOOD[text]) is not None:
        assert numbers(text) == meant
        return
    with pytest.raises(NoNumbersError) as error:
        numbers(text)
    assert error.value.key == "own.comma"
    for lang in LANGUAGES:
        assert "1.5" in told(error.value, lang) and "{" not in told(error.value, lang)
