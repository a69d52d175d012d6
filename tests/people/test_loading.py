"""Loading reference data: idempotent, all or nothing, and plain about what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from huiyin.people.loading import cells
from huiyin.people.loading.tally import Rejected
from huiyin.people.models import CalendarYear, Competence, Organ, Person, Post, Superior
from tests.people.county import TODAY, Loader, organ, person


def add(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def swap(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_it_adds_what_is_new(load_files: Loader) -> None:
    assert load_files()["organs"].added == 4


def test_loading_again_changes_nothing(load_files: Loader) -> None:
    load_files()
    assert not any(tally.moved for tally in load_files().values())


def test_it_changes_what_differs(load_files: Loader, files: Path) -> None:
    load_files()
    swap(files / "organs.csv", "县自然资源局", "县自规局")
    assert (load_files()["organs"].changed, Organ.objects.get(key="land").short) == (1, "县自规局")


def test_ids_stay_when_rows_change(load_files: Loader, files: Path) -> None:
    load_files()
    before = organ("land")
    swap(files / "organs.csv", "县自然资源局", "县自规局")
    load_files()
    assert organ("land") == before


def test_a_column_that_is_not_in_the_file_is_left_alone(load_files: Loader, files: Path) -> None:
    load_files()
    Organ.objects.filter(key="land").update(phone="0999-0000001")
    load_files()
    assert Organ.objects.get(key="land").phone == "0999-0000001"


def test_a_competence_left_out_ends_on_the_day_of_loading(load_files: Loader, files: Path) -> None:
    load_files()
    swap(files / "competences.csv", "land,征地补偿,\n", "")
    assert load_files()["competences"].closed == 1
    assert Competence.objects.get(word_id="征地补偿").until == TODAY


def test_posts_of_people_not_in_the_files_stay_open(load_files: Loader, files: Path) -> None:
    load_files()
    (files / "posts.csv").write_text("person,organ,roles\nma,land,handler\n", encoding="utf-8")
    load_files()
    assert Post.objects.filter(person_id=person("tang"), until=None).count() == 2


def test_a_cell_lists_several_words(load_files: Loader) -> None:
    load_files()
    assert set(Post.objects.filter(person_id=person("tang")).values_list("role", flat=True)) == {"head", "dispatcher"}


def test_it_says_where_an_unknown_organ_stands_and_what_is_known(load_files: Loader, files: Path) -> None:
    add(files / "superiors.csv", "land,nowhere-at-all,0,2001-01-01")
    with pytest.raises(Rejected, match=r"superiors.csv line 4: superior 'nowhere-at-all' is unknown; known: gov, land"):
        load_files()


def test_it_proposes_the_likeliest_word(load_files: Loader, files: Path) -> None:
    add(files / "superiors.csv", "lnd,gov,0,2001-01-01")
    with pytest.raises(Rejected, match="did you mean: land"):
        load_files()


def test_one_wrong_row_keeps_everything_out(load_files: Loader, files: Path) -> None:
    add(files / "posts.csv", "ma,land,emperor,0,,")
    with pytest.raises(Rejected):
        load_files()
    assert not Organ.objects.exists()


def test_it_reports_every_wrong_row_at_once(load_files: Loader, files: Path) -> None:
    add(files / "posts.csv", "ma,land,emperor,0,,")
    add(files / "organs.csv", "x,990121,department,,x,soon,,")
    with pytest.raises(Rejected) as rejected:
        load_files()
    assert len(rejected.value.faults) == 3


@pytest.mark.parametrize(
    ("name", "line", "fault"),
    [
        ("organs.csv", "land,990121,department,Again,Again,,,", "organs.csv line 6: repeats organs.csv line 3"),
        ("organs.csv", "new,88,department,New,New,,,", "division '880000000000' is unknown"),
        ("superiors.csv", "gov,land,0,", "superiors: gov would stand above itself"),
        ("superiors.csv", "land,forest,1,", "superiors: land has 2 primary superiors"),
        ("people.csv", "xu,,1,", "people.csv line 5: name is empty"),
        ("oddities.csv", "a,b\n1,2", "there is no table 'oddities'"),
    ],
)
def test_it_explains_what_is_wrong(load_files: Loader, files: Path, name: str, line: str, fault: str) -> None:
    add(files / name, line)
    with pytest.raises(Rejected, match=fault):
        load_files()


def test_passwords_of_existing_accounts_are_never_touched(load_files: Loader) -> None:
    load_files()
    gao = Person.objects.get(username="gao")
    gao.set_password("something-else")
    gao.save()
    load_files()
    assert Person.objects.get(username="gao").check_password("something-else")


def test_an_account_without_a_password_cannot_sign_in(load_files: Loader) -> None:
    load_files()
    assert not Person.objects.get(username="ma").has_usable_password()


def test_demonstration_accounts_are_refused_where_they_have_no_place(load_files: Loader) -> None:
    with pytest.raises(Rejected, match="demonstration account"):
        load_files(demo_allowed=False)


def test_it_reads_a_workbook_with_one_sheet_for_each_table(load_files: Loader, files: Path) -> None:
    (files / "divisions.csv").unlink()
    book = openpyxl.Workbook()
    sheet = book.create_sheet("divisions")
    for row in [("code", "name"), (99, "示范省"), (9901, "青川市"), (990121.0, "柳溪县")]:
        sheet.append(row)
    book.save(files / "places.xlsx")
    load_files()
    assert Organ.objects.get(key="land").path == "示范省 青川市 柳溪县"


YEAR = """
calendar:
  - {year: 2024, version: 1, settled: true, source: notice, holidays: {国庆节: [2024-10-01..2024-10-07]},
     makeups: [2024-09-29]}
"""


def test_a_calendar_year_is_loaded_once(load_files: Loader, files: Path) -> None:
    (files / "calendar.yaml").write_text(YEAR, encoding="utf-8")
    load_files()
    assert (load_files()["calendar"].unchanged, CalendarYear.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2024-09-29", "2024-09-28", "version 1 of 2024 was loaded with other days"),
        ("2024-09-29", "2024-09-27", "only a free weekend can be made up"),
        ("2024-09-29", "2023-10-07", "2023-10-07 is not in 2024"),
        ("source: notice, ", "", "source is missing"),
    ],
)
def test_a_calendar_year_is_checked(load_files: Loader, files: Path, old: str, new: str, fault: str) -> None:
    (files / "calendar.yaml").write_text(YEAR, encoding="utf-8")
    load_files()
    swap(files / "calendar.yaml", old, new)
    with pytest.raises(Rejected, match=fault):
        load_files()


def test_the_command_says_that_nothing_was_written(files: Path, db: None) -> None:
    add(files / "posts.csv", "ma,land,emperor,0,,")
    with pytest.raises(CommandError, match=r"Nothing was written\."):
        call_command("people", "load", str(files))


def test_the_command_refuses_a_folder_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="no such folder"):
        call_command("people", "load", "/nowhere/at/all")


def test_edges_are_dated(load_files: Loader) -> None:
    load_files()
    assert Superior.objects.get(primary=True).since == date(2010, 1, 1)


@pytest.mark.parametrize("cell", ["cn-2022", "cn-2022+simplified=10", "zhejiang-2016"])
def test_a_rule_book_is_named_with_or_without_options(cell: str) -> None:
    assert cells.book(cell) == cell


@pytest.mark.parametrize("cell", ["cn-2023", "cn-2022+simple=10", "cn-2022+simplified=soon", "cn-2022+"])
def test_a_rule_book_nobody_wrote_is_refused_with_a_reason(cell: str) -> None:
    with pytest.raises(ValueError, match=r"cn-2022|known"):
        cells.book(cell)
