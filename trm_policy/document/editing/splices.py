"""Edits as changes of stretches of the text; what lies outside them stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trm_policy.document.editing.edits import Add, Append, Edit, EditError, Remove, Set
from trm_policy.document.editing.fragments import Fragment, Style, inline
from trm_policy.document.editing.layout import Layout, Spot
from trm_policy.finding import Place, dotted

Spliced = list[tuple[int, int, str]]
"""Stretches of the text, from one offset up to another, and what comes in place of each."""


def flow_added(layout: Layout, holder: Spot, text: str) -> Spliced:
    """``text`` as a new last entry of a map or list in brackets."""
    if not holder.inside:
        inner = layout.text[holder.start : holder.end].rindex(_opener(holder)) + holder.start + 1
        return [(inner, holder.end - 1, text)]
    last = next(reversed(holder.inside.values()))
    comma = layout.sign(last.end, ",")
    if not _on_own_line(layout, holder, last):
        return [(last.end, last.end, f", {text}")]
    line = f"{layout.newline}{' ' * layout.column(last.head)}{text}"
    if comma is None:
        end = layout.line_end(last.end)
        if end >= holder.end - 1:  # the bracket closes in the last entry's line
            return [(last.end, last.end, f",{line}")]
        return [(last.end, last.end, ","), (end, end, line)]
    end = min(layout.line_end(comma), holder.end - 1)
    return [(end, end, f"{line},")]


def flow_removed(layout: Layout, holder: Spot, name: str | int) -> Spliced:
    """The entry called ``name`` gone from brackets, with its comma."""
    names = list(holder.inside)
    number = names.index(name)
    spot = holder.inside[name]
    if len(names) == 1:
        inner = layout.text[holder.start : spot.head].rindex(_opener(holder)) + holder.start + 1
        return [(inner, holder.end - 1, "")]
    comma = layout.sign(spot.end, ",")
    done = spot.end if comma is None else comma + 1
    if _on_own_line(layout, holder, spot) and _ends_line(layout, done):
        return [(layout.lead(spot.head), layout.next_line(done), "")]
    if number + 1 < len(names):
        following = holder.inside[names[number + 1]].head
        if "#" not in layout.text[done:following]:
            return [(spot.head, following, "")]
        return [(spot.head, done, "")]
    return [(holder.inside[names[number - 1]].end, spot.end, "")]


def _opener(holder: Spot) -> str:
    return "{" if holder.kind == "map" else "["


def _on_own_line(layout: Layout, holder: Spot, spot: Spot) -> bool:
    """Whether an entry begins a line of its own, below the bracket that opens."""
    return layout.starts_line(spot.head) and layout.line_start(spot.head) > holder.start


def _ends_line(layout: Layout, position: int) -> bool:
    """Whether nothing but a comment follows ``position`` in its line."""
    rest = layout.text[position : layout.line_end(position)].lstrip(" ")
    return not rest or rest.startswith("#")


def splices(layout: Layout, edit: Edit, order: Sequence[str]) -> Spliced:
    """The changes of the text that make a settled edit; raises EditError where none would do.

    ``order`` names top-level keys as they should follow each other.
    """
    return _Splicer(layout, order).of(edit)


class _Splicer:
    def __init__(self, layout: Layout, order: Sequence[str]) -> None:
        self.layout = layout
        self.order = order
        self.style = Style(layout.step, layout.list_step)

    def of(self, edit: Edit) -> Spliced:
        if isinstance(edit, Set):
            return self._set(edit.place, edit.value)
        if isinstance(edit, Add):
            return self._add(edit)
        if isinstance(edit, Append):
            return self._append(edit)
        if isinstance(edit, Remove):
            return self._remove(edit.place)
        key = self._spot(edit.place).key
        assert key is not None
        old = self.layout.text[slice(*key)]
        quote = old[:1] if old[:1] in "'\"" else None
        flow = self.layout.in_flow(edit.place)
        return [(*key, inline(edit.new, flow=flow, quote=quote))]

    def _spot(self, place: Place) -> Spot:
        spot = self.layout.find(place)
        if spot is None:
            raise EditError(f"{dotted(place)!r} repeats with '*' what is written elsewhere")
        return spot

    def _set(self, place: Place, value: Any) -> Spliced:
        layout, spot = self.layout, self._spot(place)
        if layout.in_flow(place):
            text = inline(value, flow=True, quote=spot.style)
            return [(spot.start, spot.end, text)]
        made = self._made(spot, value)
        base = self._base(spot)
        behind = f" {made.inline}" if made.inline else ""
        shift = " " * max(layout.indent(place), 0)
        lines = "".join(f"{layout.newline}{shift}{line}" for line in made.lines)
        if spot.is_block:
            end = layout.line_end(base)
            tail = layout.tail(spot.end, layout.indent(place))
            if spot.start < end:  # it begins in the line of its dash
                return [(base, tail, behind + lines)]
            return [(base, base, behind), (end, tail, lines)]
        end = layout.line_end(spot.end)
        rest = layout.text[spot.end : end]
        if not made.lines and not layout.text[base : spot.end].count("\n"):
            rest = _kept_in_column(rest, len(behind) - (spot.end - base))
        return [(base, end, behind + rest + lines)]

    def _made(self, spot: Spot, value: Any) -> Fragment:
        """``value`` as it stands behind the name or dash of ``spot``."""
        if spot.key is None and not spot.flow and isinstance(value, dict | list) and value:
            first, *lines = self.style.item(value, flow=False)
            return Fragment(first.removeprefix("- "), tuple(lines))
        return self.style.fragment(value, flow=spot.flow, quote=spot.style)

    def _base(self, spot: Spot) -> int:
        """Where the value of an entry of a block begins: behind its colon or dash."""
        if spot.key is None:
            return spot.head + 1
        colon = self.layout.sign(spot.key[1], ":")
        if colon is None:
            raise EditError("a name with a question mark before it cannot be changed here")
        return colon + 1

    def _add(self, edit: Add) -> Spliced:
        spot = self._spot(edit.place)
        self._require_own(edit.place, spot)
        if spot.flow and not self._turns_block(edit.place, spot, edit.value):
            return self._into_flow(edit.place, spot, edit.key, edit.value)
        flow = _siblings_flow(spot, edit.value)
        lines = self.style.entry(edit.key, edit.value, flow=flow)
        if spot.flow:
            return self._turned(edit.place, spot, lines, self.layout.step)
        names = [str(name) for name in spot.inside]
        before = self._predecessor(names, edit.key) if not edit.place else names[-1]
        if before is None:
            first = spot.inside[names[0]]
            if self.layout.starts_line(first.head):
                return [self._first(first, lines)]
            before = names[0]
        return [self._after(edit.place, spot, before, lines)]

    def _append(self, edit: Append) -> Spliced:
        spot = self._spot(edit.place)
        self._require_own(edit.place, spot)
        if spot.flow and not self._turns_block(edit.place, spot, edit.value):
            return self._into_flow(edit.place, spot, None, edit.value)
        lines = self.style.item(edit.value, flow=_siblings_flow(spot, edit.value))
        if spot.flow:
            return self._turned(edit.place, spot, lines, self.layout.list_step)
        return [self._after(edit.place, spot, len(spot.inside) - 1, lines)]

    def _require_own(self, place: Place, spot: Spot) -> None:
        if spot.kind == "alias":
            raise EditError(f"{dotted(place)!r} repeats with '*' what is written elsewhere")

    def _turns_block(self, place: Place, spot: Spot, value: Any) -> bool:
        """Whether ``[]`` or ``{}`` opens up into lines, as it does for more than a single value."""
        empty = not spot.inside and not self.layout.in_flow(place)
        return empty and (not place or isinstance(value, dict | list))

    def _turned(self, place: Place, spot: Spot, lines: list[str], step: int) -> Spliced:
        layout = self.layout
        if spot.key is None:
            step = step or layout.step
        shift = " " * (layout.indent(place) + step)
        if not place:
            return [(spot.start, spot.end, layout.newline.join(lines))]
        base, end = self._base(spot), layout.line_end(spot.end)
        text = "".join(f"{layout.newline}{shift}{line}" for line in lines)
        return [(base, spot.end, ""), (end, end, text)]

    def _into_flow(self, place: Place, spot: Spot, key: str | None, value: Any) -> Spliced:
        if not spot.bracketed:
            raise EditError(f"{dotted(place)!r} has no braces around it; add them first")
        text = inline(value, flow=True)
        if key is not None:
            text = f"{inline(key, flow=True)}: {text}"
        return flow_added(self.layout, spot, text)

    def _predecessor(self, names: list[str], key: str) -> str | None:
        """After which of the top-level names the new one goes; None: before all of them."""
        if key not in self.order:
            return names[-1]
        rank = {name: number for number, name in enumerate(self.order)}
        before = [name for name in names if rank.get(name, len(rank)) < rank[key]]
        if before:
            return max(before, key=rank.__getitem__)
        return None if any(name in rank for name in names) else names[-1]

    def _first(self, first: Spot, lines: list[str]) -> tuple[int, int, str]:
        start, newline = self.layout.lead(first.head), self.layout.newline
        shift = " " * self.layout.column(first.head)
        return start, start, "".join(f"{shift}{line}{newline}" for line in lines)

    def _after(
        self, place: Place, spot: Spot, name: str | int, lines: list[str]
    ) -> tuple[int, int, str]:
        """The new entry below the one called ``name``, set apart from it as the others are."""
        layout = self.layout
        entry = spot.inside[name]
        column = layout.column(entry.head)
        last = name == next(reversed(spot.inside))
        position = layout.tail(entry.end, layout.indent(place) if last else column)
        gap = layout.newline if self._spaced(spot, name, position, len(lines) > 1) else ""
        text = "".join(f"{layout.newline}{' ' * column}{line}" for line in lines)
        return position, position, gap + text

    def _spaced(self, spot: Spot, name: str | int, position: int, long: bool) -> bool:
        """Whether an empty line stands between entries here; short ones go in groups."""
        layout = self.layout
        entry = spot.inside[name]
        above = layout.above(layout.lead(entry.head))
        before = name != next(iter(spot.inside)) and above is not None and not layout.line(above)
        following = layout.next_line(position)
        more = name != next(reversed(spot.inside))
        after = more and following < len(layout.text) and not layout.line(following)
        if long or layout.line_start(entry.head) != layout.line_start(entry.end):
            return before or after
        return before and after

    def _remove(self, place: Place) -> Spliced:
        layout, spot = self.layout, self._spot(place)
        holder = self._spot(place[:-1])
        self._require_own(place[:-1], holder)
        if holder.flow:
            return flow_removed(layout, holder, place[-1])
        if len(holder.inside) == 1:
            return self._emptied(place[:-1], holder)
        tail = layout.tail(spot.end, layout.column(spot.head))
        if not layout.starts_line(spot.head):
            return [self._behind_a_dash(holder, spot, tail)]
        start, end = layout.lead(spot.head), layout.next_line(tail)
        above = layout.above(start)
        first = bool(place[:-1]) and place[-1] == next(iter(holder.inside))
        apart = first or above is None or not layout.line(above)
        while apart and end < len(layout.text) and not layout.line(end):
            end = layout.next_line(end)
        if end == len(layout.text) and place[-1] == next(reversed(holder.inside)):
            while above is not None and not layout.line(above):
                start, above = above, layout.above(above)
            if tail == len(layout.text) and above is not None:
                start = layout.line_end(above)
        return [(start, end, "")]

    def _emptied(self, place: Place, holder: Spot) -> Spliced:
        """The last entry has gone, so that brackets must say that there is none."""
        nothing: Any = {} if holder.kind == "map" else []
        if not place:
            last = next(iter(holder.inside.values()))
            start = self.layout.line_start(last.head)
            return [(start, self.layout.tail(last.end, 0), inline(nothing))]
        return self._set(place, nothing)

    def _behind_a_dash(self, holder: Spot, spot: Spot, tail: int) -> tuple[int, int, str]:
        """The first entry goes from the line of a dash, and the next one takes its place there."""
        following = list(holder.inside.values())[1]
        lead = self.layout.lead(following.head)
        if lead < self.layout.line_start(following.head):  # its comment stays above it
            start = spot.head
            while self.layout.text[start - 1] == " ":
                start -= 1
            return start, tail, ""
        return spot.head, following.head, ""


def _kept_in_column(rest: str, longer: int) -> str:
    """What follows a value in its line, with a comment kept in its column where there is room."""
    comment = rest.lstrip(" ")
    space = len(rest) - len(comment)
    if not comment.startswith("#") or space < 2:  # noqa: PLR2004 - one space keeps no column
        return rest
    return " " * max(space - longer, 1) + comment


def _siblings_flow(spot: Spot, value: Any) -> bool | None:
    """Whether a value goes into one line, as the others of its kind do; None: if it is short."""
    kind = "map" if isinstance(value, dict) else "list" if isinstance(value, list) else None
    alike = [inner.flow for inner in spot.inside.values() if inner.kind == kind and inner.inside]
    if kind is None or not (alike or spot.kind == "map"):
        return None
    return all(alike) if alike else False
