"""The names of misconceptions, read without running anything."""

from quiz import paths
from quiz.course.beliefs import beliefs


def test_each_wrong_answer_has_its_belief(tmp_path):
    file = tmp_path / "k.py"
    file.write_text('@wrong("one is enough", card="c")\ndef one(x): ...\n\ndef model(x): ...\n\nraise SystemExit\n')
    assert beliefs(file) == {"one": "one is enough"}
    softmax = next(paths.bundled_course().glob("solutions/*/softmax.py"))
    assert beliefs(softmax)["global_max"] == "one maximum is enough for the whole array"


def test_a_file_that_cannot_be_read_has_none(tmp_path):
    assert beliefs(tmp_path / "missing.py") == {}
    (tmp_path / "broken.py").write_text("def (")
    assert beliefs(tmp_path / "broken.py") == {}
