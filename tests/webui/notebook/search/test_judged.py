"""Fifty searches in a small notebook, and the page that a person expects first."""

from collections.abc import Iterator

import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook

# From the oldest to the newest, a week apart.
_PAGES = {
    "Garden": "Where everything about the garden comes together.",
    "Garden plans": "Sow peas in March, beans after the frost. The garden wants compost.",
    "Compost": "Compost needs air. Turn the compost once a month; compost is warm inside. Compost!",
    "Kitchen": "Knives, the old stove, the table that Tom made.",
    "Bread": "# Sourdough\n\nFlour, water, salt, time. Feed the starter the night before.",
    "Recipes/Pumpkin soup": "Pumpkin, ginger, stock. Serve with bread.\n\n#recipe #autumn",
    "Recipes/Apple cake": "Apples, butter, cinnamon. From grandmother.\n\n#recipe",
    "Recipes/Dal": "Red lentils, cumin, ginger.\n\n#recipe",
    "Travel to Lisbon": "Trains to Lisbon, then the coast. Book in March.",
    "Lisbon": "Tram 28, pastries in Belém, the river at night.",
    "Japan 2025": "Kyoto in November. 京都の紅葉は十一月。",
    "日本語の練習": "毎日少しずつ漢字を書く。日本語は楽しい。",
    "中文笔记": "今天学习了新的词语：花园、图书馆、天气。",
    "서울 여행": "서울에서 먹은 비빔밥. 한국어 연습.",
    "ภาษาไทย": "วันนี้เรียนภาษาไทย สวนสวยมาก",
    "Meeting notes 12 January": "Budget, hiring, the new office. Anna takes the budget.",
    "Meeting notes 19 January": "Office moves in May. Budget agreed.",
    "Budget": "Rent, food, trains. See [[Meeting notes 12 January]].",
    "Anna": "Birthday 4 May. Likes pears and tram journeys.",
    "Tom": "Carpenter. Made the table. Phone 555 0199.",
    "Projects/Shed": "A shed of larch by the house. Budget 2,000.\n\n- [ ] order larch\n\n#build",
    "Projects/Boat": "---\nstatus: paused\n---\nClinker boat of larch and oak.\n\n#build",
    "Reading list": "Middlemarch. The Peregrine. A book on larch timber.",
    "Middlemarch": "Dorothea, Casaubon, Lydgate. The reform of a town.",
    "The Peregrine": "J. A. Baker. Winter, hawks, the Essex coast.",
    "Hawks": "Sparrowhawk in the pear tree. Kestrel over the motorway.",
    "Café Zürich": "Bester Kuchen der Straße. Öffnet um neun.",
    "Résumé": "Work, schools, languages.",
    "Ёлка": "Купить ёлку до декабря.",
    "שלום": "רשימה של מילים בעברית.",
    "قائمة": "كتاب عن الحديقة",
    "Python": "Virtual environments, type hints. `python -m venv`.",
    "Python snippets": "## Reading files\n\n`Path.read_text()` and friends.",
    "C++": "Templates. Never again.",
    "Wifi password": "Behind the router.",
    "Router": "Restart on Sundays. The wifi drops in the kitchen.",
    "Passport": "Runs out in 2031. Number in the safe.",
    "Health/Teeth": "Dentist in May. Ask about the crown.",
    "Health/Running": "Five kilometres along the river, twice a week.",
    "River": "Levels, ice, the flood of 1997.",
    "Flood of 1997": "Water in the kitchen up to the stove.",
    "Ideas": "An app for lending tools. A map of all pear trees.",
    "Old ideas": "A map of all benches. Ideas that came to nothing.",
    "Music": "Schubert, quartets. Practise the cello daily.",
    "Cello": "New strings in March. Scales, scales, scales.",
    "Daily log": "Rain. Wrote letters. The pear tree flowers.",
    "Weather": "Rain in March, frost in May. ☔ ❄️",
    "Letters": "To Margit, to Anna. See [[Anna]] and [[Lisbon]].",
    "Thanks": "Who helped when: [[Anna]], [[Tom]].",
    "Today": "Call Anna. Bread, pears, stamps. Rain again.",
}

_JUDGED = [
    ("garden", "Garden"),
    ("garden plans", "Garden plans"),
    ("garden pl", "Garden plans"),
    ("gard", "Garden"),
    ("compost", "Compost"),
    ("comp", "Compost"),
    ("sourdough", "Bread"),
    ("bread", "Bread"),
    ("starter flour", "Bread"),
    ("soup", "Recipes/Pumpkin soup"),
    ("tag:recipe ginger soup", "Recipes/Pumpkin soup"),
    ("in:recipes apples", "Recipes/Apple cake"),
    ("cake", "Recipes/Apple cake"),
    ("lentils", "Recipes/Dal"),
    ("lisbon", "Lisbon"),
    ("travel lisbon", "Travel to Lisbon"),
    ("tram 28", "Lisbon"),
    ("京都", "Japan 2025"),
    ("日本語", "日本語の練習"),
    ("漢", "日本語の練習"),
    ("花园", "中文笔记"),
    ("书", "中文笔记"),
    ("서울", "서울 여행"),
    ("한국", "서울 여행"),
    ("ไทย", "ภาษาไทย"),
    ("สวน", "ภาษาไทย"),
    ("budget", "Budget"),
    ("budget anna", "Meeting notes 12 January"),
    ('"office moves"', "Meeting notes 19 January"),
    ("anna", "Anna"),
    ("tom table", "Tom"),
    ("larch has:task", "Projects/Shed"),
    ("larch -boat -timber", "Projects/Shed"),
    ("status:paused", "Projects/Boat"),
    ("middlemarch", "Middlemarch"),
    ("peregrine", "The Peregrine"),
    ("hawk", "Hawks"),
    ("cafe zurich", "Café Zürich"),
    ("STRASSE", "Café Zürich"),
    ("resume", "Résumé"),
    ("елка", "Ёлка"),
    ("מילים", "שלום"),
    ("كتاب", "قائمة"),
    ("python", "Python"),
    ("reading files", "Python snippets"),
    ("wifi", "Wifi password"),
    ("river", "River"),
    ("flood 1997", "Flood of 1997"),
    ("ideas", "Ideas"),
    ("scales", "Cello"),
    ("rain", "Today"),
    ("☔", "Weather"),
    ("links:anna letters", "Letters"),
    ("updated:2026-02..2026-02 anna", "Today"),
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    from webui.notebook import Argon2Cost  # noqa: PLC0415 - beside its only use

    clock = FakeClock()
    clock.pass_by(weeks=-len(_PAGES))
    cheap = Argon2Cost(memory=8, passes=1, lanes=1)
    notebook = Notebook(tmp_path_factory.mktemp("judged") / "notebook", clock=clock, cost=cheap)
    notebook.create("Ada Lovelace", "correct horse battery")
    for title, body in _PAGES.items():
        notebook.pages.create(title, body)
        clock.pass_by(weeks=1)
    yield notebook
    notebook.lock()


@pytest.mark.parametrize(("typed", "first"), _JUDGED)
def test_the_page_that_a_person_expects_comes_first(
    shelf: Notebook, typed: str, first: str
) -> None:
    assert shelf.search.find(typed).hits[0].page.title == first
