from quiz.course.order import cycles, prerequisites_first


def test_what_needs_nothing_keeps_its_order():
    assert prerequisites_first(["c", "a", "b"], {}) == ["c", "a", "b"]


def test_each_name_waits_for_what_it_needs():
    assert prerequisites_first(["a", "b", "c", "d"], {"a": ["c"], "b": ["a", "elsewhere"]}) == ["c", "a", "b", "d"]


def test_members_of_a_circle_come_last():
    assert prerequisites_first(["a", "b", "c"], {"a": ["b"], "b": ["a"]}) == ["c", "a", "b"]


def test_a_long_chain_is_no_trouble():
    names = [str(number) for number in range(5000)]
    needs = {name: [str(int(name) + 1)] for name in names}
    assert prerequisites_first(names, needs) == names[::-1]


def test_circles_are_found_each_once():
    found = cycles({"a": ["b"], "b": ["a"], "c": ["c"], "d": ["a"]})
    assert sorted(sorted(set(cycle)) for cycle in found) == [["a", "b"], ["c"]]
    assert all(cycle[0] == cycle[-1] for cycle in found)


def test_a_circle_is_told_in_the_direction_of_its_needs():
    (cycle,) = cycles({"a": ["b"], "b": ["c"], "c": ["a"]})
    assert "".join(cycle) in ("abca", "bcab", "cabc")
