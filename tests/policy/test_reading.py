"""Policy files become policies, and their mistakes findings, each at its own place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from trm_policy.finding import Finding, Severity, Span
from trm_policy.policy import Policy, read_policies
from trm_policy.source import InMemory, WorkTree

SCHEMAS = [PurePosixPath("schemas")]


def read(**files: str) -> tuple[tuple[Policy, ...], tuple[Finding, ...]]:
    """Read files of the folder ``schemas``; ``__`` in a name stands for a dot."""
    content = {f"schemas/{name.replace('__', '.')}": text for name, text in files.items()}
    return read_policies(InMemory({k: v.encode() for k, v in content.items()}), SCHEMAS)


def test_a_policy_is_read_with_all_that_it_says() -> None:
    text = (
        "policy: house\ntitle: The house\nseverity: warning\nbecause: clause 7.2\n"
        "message: '{path} is wrong'\napplies_to: {tier: [strategic, preferred], tag: food}\n"
        "schema: {risks: {required: true}}\n"
    )
    assert read(a__yaml=text) == (
        (
            Policy(
                name="house",
                title="The house",
                severity=Severity.WARNING,
                because="clause 7.2",
                message="{path} is wrong",
                applies_to={"tier": ("strategic", "preferred"), "tags": ("food",)},
                schema={"risks": {"required": True}},
                path=PurePosixPath("schemas/a.yaml"),
            ),
        ),
        (),
    )


def test_name_and_schema_are_enough() -> None:
    (policy,), findings = read(a__yaml="policy: bare\nschema: {title: {minlength: 3}}\n")
    assert (policy.rule, policy.title, policy.severity, policy.applies_to, findings) == (
        "policy/bare",
        "bare",
        Severity.ERROR,
        {},
        (),
    )


def test_every_yaml_file_counts_however_deep_and_json_does_not() -> None:
    content = {
        "schemas/b.yaml": b"policy: b\nschema: {title: {required: true}}\n",
        "schemas/deep/er/a.yml": b"policy: a\nschema: {title: {required: true}}\n",
        "schemas/partnership.schema.json": b"{not a policy",
        "elsewhere/c.yaml": b"policy: c\nschema: {title: {required: true}}\n",
    }
    folders = [PurePosixPath("schemas"), PurePosixPath("schemas/deep"), PurePosixPath("absent")]
    policies, findings = read_policies(InMemory(content), folders)
    assert ([policy.name for policy in policies], findings) == (["b", "a"], ())


def test_a_broken_file_is_a_finding_and_leaves_the_others_alone() -> None:
    policies, findings = read(
        a__yaml="policy: [unclosed\n",
        b__yaml="policy: b\npolicy: twice\nschema: {title: {required: true}}\n",
        c__yaml="policy: c\nschema: {title: {required: true}}\n",
    )
    assert [policy.name for policy in policies] == ["c"]
    assert [(f.path.name, f.rule, f.severity, f.span.line) for f in findings] == [
        ("a.yaml", "yaml", Severity.ERROR, 1),
        ("b.yaml", "yaml", Severity.ERROR, 2),
    ]


def test_a_link_out_of_the_repository_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("policy: secret\nschema: {title: {required: true}}\n")
    root = tmp_path / "root"
    (root / "schemas").mkdir(parents=True)
    (root / "schemas" / "a.yaml").symlink_to(tmp_path / "secret.yaml")
    policies, findings = read_policies(WorkTree(root), SCHEMAS)
    assert (policies, [(f.path.as_posix(), f.rule, f.message) for f in findings]) == (
        (),
        [
            (
                "schemas/a.yaml",
                "policy-invalid",
                "the file cannot be opened, or is a link",
            )
        ],
    )


def test_a_mistake_is_a_finding_at_its_line_and_column() -> None:
    _, findings = read(a__yaml="policy: house\nschema:\n  risks:\n    minlenght: 3\n")
    assert findings == (
        Finding(
            path=PurePosixPath("schemas/a.yaml"),
            span=Span(4, 5, 4, 14),
            rule="policy-invalid",
            severity=Severity.ERROR,
            message="'minlenght' is not a rule of a schema; did you mean 'minlength'?",
            help="Correct the name; the fields inside a set belong under 'schema'.",
            at="schema.risks.minlenght",
        ),
    )


def test_two_policies_of_one_name_are_told_apart_by_their_files() -> None:
    policy = "policy: house\nschema: {title: {required: true}}\n"
    policies, findings = read(a__yaml=policy, b__yaml=policy)
    assert [policy.path.name for policy in policies] == ["a.yaml"]
    assert [(f.path.name, f.span, f.message) for f in findings] == [
        ("b.yaml", Span(1, 9, 1, 14), "schemas/a.yaml has a policy named 'house' already")
    ]


HEAD = "policy: house\nschema: {title: {required: true}}\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("- a list\n", 1, 1, "a policy is a set of 'key: value' lines"),
        ("schema: {title: {required: true}}\n", 1, 1, "the policy has no name"),
        ("policy: house\n", 1, 1, "the policy requires nothing"),
        ("policy: My House\nschema: {title: {}}\n", 1, 9, "'My House' cannot be a policy's name"),
        (
            HEAD + "becase: of it\n",
            3,
            1,
            "'becase' is not a key of a policy; did you mean 'because'?",
        ),
        (HEAD + "because: 7.2\n", 3, 10, "because must be text"),
        (
            HEAD + "severity: fatal\n",
            3,
            11,
            "'fatal' is not a severity; choose from: error, info, warning",
        ),
        (
            HEAD + "message: '{pth} is wrong'\n",
            3,
            10,
            "{pth} is not a placeholder; did you mean 'path'?",
        ),
        (
            HEAD + "applies_to: strategic\n",
            3,
            13,
            "applies_to must be a set of 'selector: value' lines",
        ),
        (
            HEAD + "applies_to:\n  teir: strategic\n",
            4,
            3,
            "'teir' is not a selector; did you mean 'tier'?",
        ),
        (
            HEAD + "applies_to:\n  tier: [strategic, prefered]\n",
            4,
            21,
            "'prefered' is not a known tier; did you mean 'preferred'?",
        ),
        (HEAD + "applies_to:\n  tags: []\n", 4, 3, "tags must be a word or a list of words"),
        (
            HEAD + "applies_to:\n  status: ended\n",
            4,
            11,
            "a partnership that has ended answers to no policy",
        ),
    ],
)
def test_each_mistake_of_the_frame_is_named_where_it_stands(
    text: str, line: int, column: int, message: str
) -> None:
    policies, findings = read(a__yaml=text)
    assert (policies, [(f.rule, f.span.line, f.span.column, f.message) for f in findings]) == (
        (),
        [("policy-invalid", line, column, message)],
    )


@pytest.mark.parametrize(
    ("schema", "column", "message"),
    [
        (
            "riks: {required: true}",
            1,
            "'riks' is not a known key; did you mean 'risks'?",
        ),
        (
            "exit: {schema: {notise: {}}}",
            17,
            "'notise' is not a known key of exit; did you mean 'notice'?",
        ),
        (
            "kpis: {valuesrules: {schema: {formla: {}}}}",
            31,
            "'formla' is not a known key of kpis.*; did you mean 'formula'?",
        ),
        (
            "risks: {schema: {owner: {required: true}}}",
            18,
            "'owner' is a key of each entry of risks, not an entry",
        ),
        ("risks:", 1, "risks must be a set of rules"),
        ("exit: {schema: {}}", 8, "schema must be a set of 'field: rules' lines"),
        ("title: {type: []}", 9, "type must be a type, or a list of types"),
        ("title: {regex: 12}", 16, "regex must be a pattern in quotes"),
        ("title: {excludes: 12}", 19, "excludes must be the name of a field, or a list of names"),
        ("risks: {required: yes}", 19, "required must be true or false"),
        ("risks: {minlength: three}", 20, "minlength must be a whole number from 0"),
        ("risks: {min: many}", 14, "min must be a number or a day"),
        ("tier: {allowed: strategic}", 17, "allowed must be a list of values"),
        ("tags: {contains: ''}", 18, "contains must be a list of values"),
        (
            "title: {type: sting}",
            15,
            "'sting' is not a type of charter data; did you mean 'string'?",
        ),
        ("risks: {type: list}", 15, "risks is a set of 'name: value' lines in every charter"),
        (
            "title: {regex: '('}",
            16,
            (
                "'(' is a pattern that cannot be used: missing ), "
                "unterminated subpattern at position 0"
            ),
        ),
        (
            "title: {regex: '(?!TBD).*'}",
            16,
            "'(?!TBD).*' is a pattern that cannot be used: it looks ahead or back",
        ),
        ("title: {coerce: int}", 9, "'coerce' changes data, which a policy must not do"),
        ("title: {check_with: x}", 9, "'check_with' calls code, which a policy must not contain"),
        ("kpis: {valueschema: {}}", 8, "'valueschema' is an old name"),
        ("risks: {anyof: {minlength: 3}}", 9, "anyof must be a list of sets of rules"),
        (
            "risks: {anyof: [{minlength: 3}, {minlen: 3}]}",
            34,
            "'minlen' is not a rule of a schema; did you mean 'minlength'?",
        ),
        ("title: {anyof_regex: [a], anyof: [{}]}", 27, "'anyof' is given twice, in two spellings"),
        (
            "vision: {excludes: rational}",
            20,
            "'rational' does not exist in a charter; did you mean 'rationale'?",
        ),
        (
            "vision: {dependencies: {^exit.notise: 3 months}}",
            25,
            "'^exit.notise' does not exist in a charter; did you mean 'notice'?",
        ),
        (
            "extensions: {type: [list, dict], schema: {x: {}}}",
            14,
            "with 'schema', the type must be either list or dict",
        ),
    ],
)
def test_each_mistake_of_the_schema_is_named_where_it_stands(
    schema: str, column: int, message: str
) -> None:
    policies, findings = read(a__yaml=f"policy: house\nschema:\n {schema}\n")
    assert (policies, [(f.rule, f.span.line, f.span.column, f.message) for f in findings]) == (
        (),
        [("policy-invalid", 3, column + 1, message)],
    )


def test_keys_of_an_organisation_and_ids_are_free() -> None:
    schema = (
        "extensions: {schema: {whatever: {schema: {deep: {type: list, schema: {min: 1}}}}}}, "
        "committees: {schema: {steering: {schema: {mandate: {minlength: 9}}}}}"
    )
    policies, findings = read(a__yaml=f"policy: house\nschema: {{{schema}}}\n")
    assert ([policy.name for policy in policies], findings) == (["house"], ())


def test_a_run_without_policies_does_not_load_cerberus() -> None:
    program = (
        "import sys; from pathlib import PurePosixPath as P;"
        "from trm_policy.source import InMemory;"
        "from trm_policy.policy import read_policies;"
        "assert read_policies(InMemory({}), [P('schemas')]) == ((), ());"
        "sys.exit('cerberus' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
