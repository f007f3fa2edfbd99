"""What becomes of CommonMark that people wrote."""

from __future__ import annotations

import pytest

from trm_policy.publish.rendering import (
    article,
    breakable,
    mail_link,
    phone_link,
    prose,
    web_link,
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (None, ""),
        ("Warm standby at Hull; rehearsed.", "<p>Warm standby at Hull; rehearsed.</p>"),
        ("it's 5 % & more", "<p>it's 5 % &amp; more</p>\n"),
        ("**Now** or\n\n- never", "<p><strong>Now</strong> or</p>\n<ul>\n<li>never</li>\n</ul>\n"),
        ("# Loud", "<p><strong>Loud</strong></p>\n"),
        ("<b onclick=alert(1)>x</b>", "<p>&lt;b onclick=alert(1)&gt;x&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("{{ config }}", "<p>&#123;&#123; config &#125;&#125;</p>\n"),
        ('--8<-- "a"', '<p>&#45;&#45;&#56;&lt;-- "a"</p>\n'),
        ("[TOC]", "<p>&#91;TOC]</p>\n"),
        (
            "![x](http://evil.example/x.png)",
            '<p>!<a href="http://evil.example/x.png" rel="noopener noreferrer">x</a></p>\n',
        ),
        (
            "[a](https://a.example)",
            '<p><a href="https://a.example" rel="noopener noreferrer">a</a></p>\n',
        ),
    ],
)
def test_prose_becomes_html_that_can_only_be_read(text: str | None, html: str) -> None:
    assert prose(text) == html


def test_headings_of_an_article_begin_where_the_page_wants_them() -> None:
    assert article("# One\n\n### Two", heading=3) == "<h3>One</h3>\n<h4>Two</h4>\n"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https:", None),
        ("http://[", None),
    ],
)
def test_only_the_web_and_mailboxes_are_linked(address: str, link: str | None) -> None:
    assert web_link(address) == link


def test_a_mail_link_cannot_carry_more_than_the_address() -> None:
    assert mail_link("a?cc=b&x@c.example") == "mailto:a%3Fcc%3Db%26x@c.example"


@pytest.mark.parametrize(
    ("number", "html"),
    [
        ("+46 8 123 456 78", '<a href="tel:+46812345678">+46 8 123 456 78</a>'),
        (
            "+44 (0)20 7946 0000",
            '<a href="tel:+442079460000">+44 (0)20 7946 0000</a>',
        ),
        ("020 7946 0000", "020 7946 0000"),
        ('+1"><script>', "+1&#34;&gt;&lt;script&gt;"),
    ],
)
def test_a_number_with_its_country_code_is_dialled_and_another_is_not(
    number: str, html: str
) -> None:
    assert phone_link(number) == html


def test_an_address_may_break_before_its_at_sign_and_nowhere_else() -> None:
    assert breakable("<a>@b.example") == "&lt;a&gt;<wbr>@b.example"
