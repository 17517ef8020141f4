"""Of a form that was sent and the rows as somebody else saved them meanwhile, one form that holds both."""

import hashlib
import json
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import capfirst

from articles.admin.inlines import most_sent
from articles.admin.orders import merge_orders, place
from articles.manuscript.limits import MOST
from articles.models.parts import SLOTS

MOST_ROWS = most_sent(max(MOST.values()))
# What is no text of the draft: marks, order, and what is said of publishing.
NO_TEXT = {"id", "article", "DELETE", "position", "column", "kind", "note", "publish_at"}
EMPTIED = "(emptied)"


@dataclass
class Conflict:
    """What happened meanwhile, each as (where, the other's text); of what was `dropped`, the text that was sent."""

    contested: list = field(default_factory=list)
    taken: list = field(default_factory=list)
    dropped: list = field(default_factory=list)
    heading: str = "Somebody saved this while you wrote"


def digests(forms):
    """{key: digest of a text} of all boxes; a key names the row by its id, since its place in the form may change."""
    return {
        _key(prefix, form, bound.name): _digest(_text(bound))
        for prefix, rows in forms.items()
        for form in rows
        for bound in form
        if bound.name not in NO_TEXT
    }


def opened(request):
    """The digests as the form carried them; whatever is wrong with them counts as changed by both."""
    try:
        opened = json.loads(request.POST.get("opened", ""))
    except (ValueError, RecursionError):
        opened = None
    return opened if isinstance(opened, dict) else {}


def _key(prefix, form, name):
    return f"{prefix}.{form.instance.pk}.{name}" if prefix else name


def _text(bound):
    value = bound.field.widget.format_value(bound.value())
    return _normal("".join(map(str, value)) if isinstance(value, list) else str(value or ""))


def _normal(text):
    return text.replace("\r\n", "\n").strip()


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class Merge:
    """Of the draft as it is, what a form was `opened` with and what it `sent`, the form that holds both.

    Of the rows in `closed`, {prefix: inline}, nothing can be changed by now.
    """

    def __init__(self, forms, opened, sent, closed=()):
        self.forms, self.opened, self.sent, self.closed = forms, opened, sent, closed
        self.conflict = Conflict()

    def data(self):
        """The fields of the merged form, as a browser would send them."""
        self.moved = self._moved_columns()
        starts = tuple(f"{prefix}-" for prefix in self.forms if prefix)
        merged = {name: text for name, text in self.sent.items() if not name.startswith(starts)}
        for prefix, forms in self.forms.items():
            merged |= self._merge_rows(prefix, forms) if prefix else self._merge_form("", forms[0], merged)
        data = QueryDict(mutable=True)
        data.update(merged)
        return data

    def _merge_rows(self, prefix, forms):
        """Django wants the rows that are there first, then those that are new."""
        there = {str(form.instance.pk): form for form in forms}
        sent = {row.get("id") or f"new {number}": row for number, row in enumerate(self._sent_rows(prefix))}
        if prefix in self.closed:
            self._drop_rows(prefix, sent.values())
            sent = {key: {"id": key} for key in there}
        for row in sent.values():
            self._move_columns(prefix, row)
        rows = {
            key: self._merge_form(prefix, form, sent[key]) if key in sent else self._added(form, key)
            for key, form in there.items()
        }
        rows |= {
            key: row | {"id": ""}
            for key, row in sent.items()
            if key not in there and (not row.get("id") or self._stays(prefix, row))
        }
        self._merge_order(prefix, there, sent, rows)
        merged = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(there)}
        for number, row in enumerate(rows.values()):
            merged |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
        return merged

    def _merge_order(self, prefix, there, sent, rows):
        """Number `rows` anew; all arguments but the first hold the rows by the same keys."""
        if not any("position" in row for row in sent.values()):
            return
        # The digests stand in the order that the rows had.
        was = dict.fromkeys(key.split(".")[1] for key in self.opened if key.startswith(f"{prefix}."))
        order, told = merge_orders(list(was), list(there), sorted(sent, key=lambda key: place(sent[key])))
        if told:
            moved = [form.instance for form in there.values()]
            where = f"{capfirst(moved[0]._meta.verbose_name_plural)} · order"
            getattr(self.conflict, told).append((where, ", ".join(map(str, moved))))
        for number, row in enumerate((rows[key] for key in order if key in rows), start=1):
            if row.get("id") or row.get("position"):
                row["position"] = str(number)

    def _moved_columns(self):
        """{slot: free slot} for new subjects here whose column the other one has filled with a subject meanwhile."""
        sent = {row.get("id"): row for row in self._sent_rows("subjects")}
        there = {str(form.instance.pk): str(form.instance.slot) for form in self.forms.get("subjects", [])}
        added = {slot for pk, slot in there.items() if pk not in sent}
        asked = [
            row.get("column") for row in self._sent_rows("subjects") if not row.get("id") and row.get("name")
        ]
        free = [str(slot) for slot in SLOTS if str(slot) not in {*there.values(), *asked}]
        # A column that the other one freed may hold words that were typed here.
        freed = {row.get("column") for row in sent.values() if row.get("id")}
        free.sort(key=lambda slot: slot in freed)
        return dict(zip([slot for slot in asked if slot in added], free, strict=False))

    def _move_columns(self, prefix, row):
        """What was typed for a new subject goes with it to the column that it will get."""
        if prefix == "subjects" and not row.get("id") and row.get("column") in self.moved:
            row["column"] = self.moved[row["column"]]
        if prefix == "comparison_rows":
            for old, new in self.moved.items():
                self._drop_cell(row, new)
                row[f"cell_{new}"], row[f"cell_{old}"] = row.get(f"cell_{old}", ""), ""

    def _drop_cell(self, row, slot):
        """Words for a subject that the other one removed, where a new subject takes its column."""
        text, was = (
            row.get(f"cell_{slot}", ""),
            self.opened.get(f"comparison_rows.{row.get('id')}.cell_{slot}"),
        )
        if text and _digest(_normal(text)) != was:
            names = {
                row.get("column"): row.get("name") for row in self._sent_rows("subjects") if row.get("id")
            }
            self.conflict.dropped.append((f"{row.get('aspect')} · {names.get(slot)}", text))

    def _drop_rows(self, prefix, sent):
        """Rows that were changed here and cannot be changed any more."""
        rows = [row for row in sent if row.get("id") or any(map(row.get, set(row) - NO_TEXT))]
        if any(row.get("DELETE") or self._was_typed(prefix, row) for row in rows):
            inline = self.closed[prefix]
            texts = [
                _in_words(model_field, row[model_field.name])
                for row in sorted(rows, key=place)
                for model_field in inline.model._meta.fields
                if model_field.name in set(row) - NO_TEXT and not row.get("DELETE")
            ]
            self.conflict.dropped.append((capfirst(inline.verbose_name_plural), ", ".join(texts) or EMPTIED))

    def _drop_fields(self, prefix, form, sent):
        """What was changed here of fields that the form does not have any more."""
        for model_field in form.instance._meta.fields:
            name = model_field.name
            was = self.opened.get(_key(prefix, form, name))
            if was and name in sent and name not in form.fields and _digest(_normal(sent[name])) != was:
                where, text = capfirst(model_field.verbose_name), _in_words(model_field, sent[name])
                self.conflict.dropped.append((where, text or EMPTIED))

    def _sent_rows(self, prefix):
        total = self.sent.get(f"{prefix}-TOTAL_FORMS", "")
        number = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() and len(total) < 9 else 0
        rows = {str(index): {} for index in range(number)}
        for name, text in self.sent.items():
            start, _, rest = name.partition("-")
            index, _, field_name = rest.partition("-")
            if start == prefix and index in rows:
                rows[index][field_name] = text
        return list(rows.values())

    def _merge_form(self, prefix, form, sent):
        """The fields of a row, or of the article itself, as it was sent and as it is."""
        merged = dict(sent)
        if sent.get("DELETE") and self._was_changed(prefix, form):
            self.conflict.contested.append(
                (_called(form.instance), "(changed by the other one: not removed)")
            )
            del merged["DELETE"]
        self._drop_fields(prefix, form, sent)
        for bound in form:
            if bound.name not in NO_TEXT and bound.name in sent:
                merged[bound.name] = self._merge_text(_key(prefix, form, bound.name), bound, sent[bound.name])
        return merged

    def _merge_text(self, key, bound, sent):
        theirs, was = _text(bound), self.opened.get(key)
        if _digest(theirs) == was or _normal(sent) == theirs:
            return sent
        where = bound.label if "." not in key else f"{_called(bound.form.instance)} · {bound.label}"
        if _digest(_normal(sent)) == was:
            self.conflict.taken.append((where, theirs or EMPTIED))
            return theirs
        self.conflict.contested.append((where, theirs or EMPTIED))
        return sent

    def _was_changed(self, prefix, form):
        texts = {_key(prefix, form, bound.name): _text(bound) for bound in form if bound.name not in NO_TEXT}
        return any(_digest(text) != self.opened.get(key) for key, text in texts.items())

    def _added(self, form, pk):
        """A row that the other one added."""
        self.conflict.taken.append((_called(form.instance), "(added)"))
        texts = {bound.name: _text(bound) for bound in form if bound.name != "DELETE"}
        return texts | {"id": pk, "article": self.forms[""][0].instance.pk}

    def _stays(self, prefix, row):
        """Whether a row that the other one removed was changed here, and so stays, as a new one."""
        if row.get("DELETE"):
            return False
        is_mine = self._was_typed(prefix, row)
        where = next((row[name] for name in ("name", "aspect", "title") if row.get(name)), prefix)
        told = self.conflict.contested if is_mine else self.conflict.taken
        told.append((where, "(removed)"))
        return is_mine

    def _was_typed(self, prefix, row):
        """Whether something was typed here in a row that was sent."""
        was = {
            name: self.opened.get(f"{prefix}.{row.get('id')}.{name}") for name in row if name not in NO_TEXT
        }
        return any(_digest(_normal(row[name])) != digest for name, digest in was.items())


def _in_words(model_field, text):
    """What a box said; where something was chosen in it, the name of that."""
    if not model_field.is_relation:
        return text
    try:
        return str(model_field.formfield().clean(text))
    except ValidationError:
        return text


def _called(row):
    return f"{capfirst(row._meta.verbose_name)} “{row}”"
