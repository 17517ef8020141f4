"""Whose a section of a manuscript is, where the headings and the table do not go together of themselves."""

import pytest

from articles import manuscript

WORDS = {
    "Defining Cats": "Cats purr.",
    "Key Attributes of Cats": "1. **Soft:** They are.",
    "Defining Dogs": "Dogs bark.",
    "Key Attributes of Dogs": "1. **Loyal:** They are.",
    "Attributes": "1. **Any:** It is.",
    "Relationship": "1. **Both:** They are pets.",
    "Life with Cats": "1. **Both:** They are pets.",
    "History of Cats": "Cats were wild.",
    "Overview": "All pets.",
    "Cats": "Cats purr.",
    "Dogs": "Dogs bark.",
    "Defining Green Tea": "Green tea is light.",
    "Key Attributes of Green Tea": "1. **Light:** It is.",
    "Defining Tea": "Tea is a drink.",
    "Key Attributes of Tea": "1. **Warm:** It is.",
    "Wings": "They fly.",
    "What they do": "1. **Fly:** They do.",
}
CATS, DOGS = ("Defining Cats", "Key Attributes of Cats"), ("Defining Dogs", "Key Attributes of Dogs")


def read(names, *headings):
    table = f"| At a glance | {' | '.join(names)} |\n| --- |\n\n" if names else ""
    sections = "\n\n".join(f"{heading.rstrip(':')}:\n\n{WORDS[heading.strip('#: ')]}" for heading in headings)
    return manuscript.read(f"Pets\n\nA summary.\n\nTitle: Pets\n\n{table}{sections}\n\nKeep both.")


def said(name, definition="", attributes="", texts=None):
    """A subject with its headings, and what stands under them."""
    prose = WORDS.get(definition, "") if texts is None else texts
    points = [WORDS[attributes].split("**")[1].rstrip(":")] if attributes else []
    return name, definition or name, prose, attributes or f"Key Attributes of {name}", points


def subjects(found):
    return [
        (
            *(subject[field] for field in ("name", "heading", "definition", "attributes_heading")),
            [point["title"] for point in subject["attributes"]],
        )
        for subject in found.document["subjects"]
    ]


@pytest.mark.parametrize(
    ("names", "headings", "expected"),
    [
        (["Dogs", "Cats"], [*CATS, *DOGS], [said("Dogs", *DOGS), said("Cats", *CATS)]),
        (["cats", "DOGS"], [*DOGS, *CATS], [said("cats", *CATS), said("DOGS", *DOGS)]),
        (["Cats", "Dogs"], [CATS[0], *DOGS], [said("Cats", CATS[0]), said("Dogs", *DOGS)]),
        (["Cats", "Dogs"], [*CATS, DOGS[0]], [said("Cats", *CATS), said("Dogs", DOGS[0])]),
        (["Cats", "Dogs"], [CATS[0], DOGS[0]], [said("Cats", CATS[0]), said("Dogs", DOGS[0])]),
        (["Cats", "Dogs"], [CATS[1], *DOGS], [said("Cats", "", CATS[1]), said("Dogs", *DOGS)]),
        (
            ["Birds", "Cats", "Dogs"],
            [*CATS, *DOGS],
            [said("Birds"), said("Cats", *CATS), said("Dogs", *DOGS)],
        ),
        (
            ["Dogs", "Cats"],
            [CATS[0], "Attributes", DOGS[0], "Attributes"],
            [said("Dogs", DOGS[0], "Attributes"), said("Cats", CATS[0], "Attributes")],
        ),
        (
            ["Birds", "Dogs", "Cats"],
            [*CATS, *DOGS, "Wings", "What they do"],
            [said("Birds", "Wings", "What they do"), said("Dogs", *DOGS), said("Cats", *CATS)],
        ),
        (
            ["Tea", "Green Tea"],
            ["Defining Green Tea", "Key Attributes of Green Tea", "Defining Tea", "Key Attributes of Tea"],
            [
                said("Tea", "Defining Tea", "Key Attributes of Tea"),
                said("Green Tea", "Defining Green Tea", "Key Attributes of Green Tea"),
            ],
        ),
    ],
)
@pytest.mark.parametrize("shape", ["{}:", "## {}"])
def test_a_section_is_the_subjects_that_its_heading_names(names, headings, expected, shape):
    found = read(names, *map(shape.format, headings), "Relationship")
    assert subjects(found) == expected
    assert found.document["relationship_heading"] == "Relationship"
    assert [point["title"] for point in found.document["relationship"]] == ["Both"]
    assert found.document["conclusion"] == "Keep both."
    assert found.strays == []


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ([CATS[0], DOGS[0]], [said("Cats", CATS[0]), said("Dogs", DOGS[0])]),
        ([*CATS, DOGS[0]], [said("Cats", *CATS), said("Dogs", DOGS[0])]),
        ([CATS[0], *DOGS], [said("Cats", CATS[0]), said("Dogs", *DOGS)]),
        ([*CATS, *DOGS], [said("Cats", *CATS), said("Dogs", *DOGS)]),
        (["Cats", "Dogs"], [said("Cats", "Cats"), said("Dogs", "Dogs")]),
        (["Cats", "Dogs", DOGS[1]], [said("Cats", "Cats"), said("Dogs", "Dogs", DOGS[1])]),
    ],
)
@pytest.mark.parametrize("shape", ["{}:", "## {}"])
def test_without_a_table_the_headings_give_the_subjects(headings, expected, shape):
    found = read([], *map(shape.format, headings), "Relationship")
    assert subjects(found) == expected
    assert found.document["relationship_heading"] == "Relationship"
    assert found.document["conclusion"] == "Keep both."
    assert found.strays == []


@pytest.mark.parametrize(
    "shape", ["Defining {0}:\n\n{0} is.\n\n", "{0}:\n\n{0} is.\n\nOn {0}:\n\n1. **x:** y\n\n"]
)
def test_a_fifth_subject_is_no_relationship_but_listed_whole(shape):
    found = manuscript.read(
        f"Title\n\nTitle: H\n\n{''.join(map(shape.format, 'ABCDE'))}\n\nTogether:\n\n1. **y:** z"
    )
    assert [subject["name"] for subject in found.document["subjects"]] == ["A", "B", "C", "D"]
    assert found.document["relationship_heading"] == "Together"
    assert found.strays == [line for line in shape.format("E").split("\n") if line]


def test_one_heading_over_prose_makes_no_comparison():
    found = read([], "Overview")
    assert found.document["subjects"] == []
    assert found.document["conclusion"] == "All pets.\n\nKeep both."
    assert found.strays == ["Overview:"]


def test_what_a_subject_has_beside_its_two_sections_is_kept_with_it_and_its_heading_is_listed():
    found = read(["Dogs", "Cats"], CATS[0], "History of Cats", CATS[1], *DOGS, "Relationship")
    assert subjects(found)[1] == said("Cats", *CATS, texts="Cats purr.\n\nCats were wild.")
    assert found.strays == ["History of Cats:"]


def test_a_section_before_all_subjects_is_nobodys_and_its_heading_is_listed():
    found = read(["Cats", "Dogs"], "Overview", *CATS, *DOGS, "Relationship")
    assert subjects(found) == [said("Cats", *CATS), said("Dogs", *DOGS)]
    assert found.document["relationship_heading"] == "Relationship"
    assert found.document["introduction"].endswith("All pets.")
    assert found.document["conclusion"] == "Keep both."
    assert found.strays == ["Overview:"]


def test_a_relationship_that_names_one_subject_stays_the_relationship():
    found = read(["Cats", "Dogs"], *CATS, *DOGS, "Life with Cats")
    assert subjects(found) == [said("Cats", *CATS), said("Dogs", *DOGS)]
    assert found.document["relationship_heading"] == "Life with Cats"


def test_a_fifth_subject_of_the_table_is_listed_whole():
    found = read(["Birds", "Fish", "Bees", "Cats", "Dogs"], *CATS, *DOGS, "Relationship")
    assert subjects(found)[3] == said("Cats", *CATS)
    assert found.strays == ["Dogs", "Defining Dogs:", "Dogs bark.", "Key Attributes of Dogs:", WORDS[DOGS[1]]]


def test_a_link_between_the_last_subject_and_the_relationship_stands_there():
    text = "Pets\n\nTitle: Pets\n\n| | Cats | Dogs |\n\nDefining Cats:\n\nThey purr.\n\nDefining Dogs:\n\nThey bark."
    found = manuscript.read(
        f"{text}\n\nAlso read: Fish\n\nRelationship:\n\n1. **Both:** Pets.\n\nAlso read: Bees"
    )
    assert [(row["title"], row["place"]) for row in found.document["also_read"]] == [
        ("Fish", "subjects"),
        ("Bees", "relationship"),
    ]


def test_headings_that_mislead_are_marked_and_so_go_to_text_and_back():
    document = read(["Cats", "Dogs"], *CATS, *DOGS, "Relationship").document
    for subject, name in zip(document["subjects"], ("Dogs", "Cats"), strict=True):
        subject["name"] = name
    text = manuscript.write(document)
    assert "\n# Defining Cats:\n" in text
    assert subjects(manuscript.read(text))[0] == said("Dogs", *CATS)
