"""Loading the texts of laws from a folder of the office's own."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from huiyin.law.sources.statutes import Article, Paragraph
from huiyin.library.loading import Report, load_folder
from huiyin.library.models import StatuteText
from huiyin.library.queries import article_numbers, article_text, loaded_laws

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
EVENING = datetime(2026, 3, 2, 10, tzinfo=UTC)
TEXT = (
    "# 信访工作条例\n\n2022年2月25日 发布\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 乙：\n\n（一）丙；\n\n（二）丁。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "条例.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def load(folder: Path, at: datetime = MORNING) -> list[Report]:
    return list(load_folder(folder, at=at))


def test_it_recognises_a_law_by_its_title(folder: Path) -> None:
    (report,) = load(folder)
    assert report.law and (report.law.key, report.articles, report.sentence) == ("xf2022", 2, "Loaded.")


def test_a_loaded_article_can_be_read(folder: Path) -> None:
    load(folder)
    assert article_text("xf2022", 2) == Article(2, "第一章 总则", (Paragraph("乙：", ("丙；", "丁。")),))


def test_an_article_that_is_not_loaded_reads_as_nothing() -> None:
    assert article_text("xf2022", 2) is None


def test_loading_twice_changes_nothing(folder: Path) -> None:
    load(folder)
    (report,) = load(folder, EVENING)
    assert (report.sentence, loaded_laws()["xf2022"].loaded_at) == ("Unchanged.", MORNING)


def test_a_corrected_text_replaces_the_whole_law(folder: Path) -> None:
    load(folder)
    (folder / "条例.md").write_text("# 信访工作条例\n\n第一条 甲。", encoding="utf-8")
    load(folder, EVENING)
    assert (article_numbers("xf2022"), loaded_laws()["xf2022"].loaded_at) == ((1,), EVENING)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("# 养猫条例\n\n第一条 甲。", "《养猫条例》"),
        ("# 通知\n\n请开会。", "第…条"),
        ("# 行政复议法\n\n2017年9月1日 修正\n\n第一条 甲。", "2017-09-01"),
    ],
)
def test_it_says_why_it_skips_a_file(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "x.md").write_text(content, encoding="utf-8")
    (report,) = load(tmp_path)
    assert report.law is None and why in report.sentence


def test_it_skips_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes("# 信访条例".encode("gb18030"))
    assert [report.sentence for report in load(tmp_path)] == ["Skipped: it is not UTF-8 text."]


def test_it_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text(TEXT, encoding="utf-8")
    assert load(tmp_path) == [] and not StatuteText.objects.exists()


def run(*words: str) -> str:
    out = StringIO()
    call_command("statutes", *words, stdout=out)
    return out.getvalue()


def test_the_command_reports_every_file(folder: Path) -> None:
    assert run("load", str(folder)) == "条例.md: Loaded. xf2022 《信访工作条例》, 2 articles.\n"


def test_the_command_lists_what_is_loaded_and_what_is_not(folder: Path) -> None:
    run("load", str(folder))
    listed = run("list")
    assert "《信访工作条例》 2 articles from 条例.md" in listed and "《信访条例》 not loaded" in listed


def test_the_command_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not a folder"):
        run("load", str(tmp_path / "nowhere"))
