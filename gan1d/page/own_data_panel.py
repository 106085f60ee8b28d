"""The sidebar's places for data of one's own: a formula, and numbers that are seen before use."""

import streamlit as st

from gan1d.data.normals import RULES, Samples
from gan1d.links import fits
from gan1d.page import own_data, own_files, own_preview
from gan1d.page.own_data import NoNumbersError
from gan1d.page.turning import Turned, attempt, plain, refusal, told, turn
from gan1d.words import words

MEGABYTES = 5  # of a file
TYPES = ("csv", "tsv", "txt", "parquet", "xlsx", "xls")  # the last two are told what to do
USUAL_RULE = "isj"  # of numbers that are new


def own_data_panel(turned: Turned, lang: str) -> None:
    """Draw the places for data of one's own: a formula, pasted numbers, a file."""
    say, state, spec = words(lang), st.session_state, turned.settings.data
    if state.get("own_data") != spec:
        state.own_data = spec
        state.own_spec = spec if spec.startswith(("mixture:", "curve:")) else ""
        _, state.own_bandwidth = own_data.parts(spec)
        state[f"own_rule_{lang}"] = own_data.rule(spec) or USUAL_RULE
    with st.expander(say["own"]):
        st.text_input(
            say["own.spec"],
            key="own_spec",
            placeholder="mixture:0.3,-2,0.25;0.7,3,0.6",
            help=say["own.spec.help"],
            on_change=attempt,
            args=("own_spec", _write, turned),
        )
        refusal("own_spec", lang)
        st.text_area(
            say["own.numbers"],
            key="own_numbers",
            height=84,
            placeholder="1.2 0.7 3.4 …",
            help=say["own.numbers.help"],
            on_change=_from,
            args=("pasted",),
        )
        st.file_uploader(
            say["own.file"],
            type=TYPES,
            key="own_file",
            help=say["own.file.help"].format(most=MEGABYTES),
            max_upload_size=MEGABYTES,
            on_change=_from,
            args=("file",),
        )
        try:
            _preview(turned, lang)
        except NoNumbersError as error:
            st.error(plain(told(error, lang)))
        refusal("own_use", lang)
        if not fits(spec):
            st.caption(say["own.no-link"])


def _from(source: str) -> None:
    st.session_state.own_source = source


def _write(turned: Turned) -> None:
    if spec := str(st.session_state.own_spec).strip():
        turn(turned, data=spec)


def _preview(turned: Turned, lang: str) -> None:
    """Draw what is known of the numbers at hand, and the button that has them learnt."""
    say, state = words(lang), st.session_state
    column = _column(turned, lang)
    if column is None:
        return
    st.selectbox(
        say["own.rule"],
        RULES[::-1],
        format_func=lambda name: say[f"own.rule.{name}"],
        key=f"own_rule_{lang}",  # a browser sends a choice back by its label
        help=say["own.rule.help"],
    )
    st.number_input(
        say["own.bandwidth"],
        key="own_bandwidth",
        step=0.1,
        format="%g",
        help=say["own.bandwidth.help"],
    )
    target = own_data.estimate(column.values, state.own_bandwidth, state[f"own_rule_{lang}"])
    dark = st.context.theme.type == "dark"
    st.html(own_preview.image(column.values, target, dark, say["own.preview"]))
    st.caption(plain(("" if lang == "zh" else " ").join(_facts(column, target, lang))))
    if target.spec == turned.settings.data:
        ends = {"low": f"{min(column.values):.4g}", "high": f"{max(column.values):.4g}"}
        st.caption(say["own.used"].format(count=len(column.values), **ends))
        return
    st.button(
        say["own.use"],
        key="own_use",
        type="primary",
        width="stretch",
        on_click=attempt,
        args=("own_use", turn, turned),
        kwargs={"data": target.spec},
    )


def _column(turned: Turned, lang: str) -> own_files.Column | None:
    """Return the numbers that were given last; those in use if none were."""
    say, state = words(lang), st.session_state
    source = state.get("own_source")
    if source == "file" and state.own_file is not None:
        file = state.own_file
        if state.get("own_read", ("",))[0] != file.file_id:
            state.own_read = (file.file_id, own_files.columns(file.getvalue(), file.name))
        found = state.own_read[1]
        name = next(iter(found))
        if len(found) > 1:
            name = st.selectbox(say["own.column"], list(found), key=f"own_column_{file.file_id}")
        read: own_files.Column = found[name]()
        return read
    text = str(state.get("own_numbers", ""))
    if source == "pasted" and text.strip():
        values = own_data.numbers(text)
        return own_files.Column(values, len(values))
    values, _ = own_data.parts(turned.settings.data)
    return own_files.Column(values, len(values)) if values else None


def _facts(column: own_files.Column, target: Samples, lang: str) -> list[str]:
    """Return in sentences which rows are used, and how far each value is spread."""
    say = words(lang)
    line, text = column.first
    facts = [say["own.rows.used"].format(count=column.found, rows=column.rows)]
    if column.missing:
        facts.append(say["own.rows.missing"].format(count=column.missing))
    if column.wrong:
        facts.append(say["own.rows.wrong"].format(count=column.wrong, line=line, text=text))
    if column.found > len(column.values):
        facts.append(say["own.rows.thinned"].format(count=len(column.values)))
    ties = 2 * target.distinct <= len(column.values)
    spread = say["own.spread.ties" if ties else "own.spread"]
    return [*facts, spread.format(h=f"{target.kernel_sd:.3g}", count=target.distinct)]
