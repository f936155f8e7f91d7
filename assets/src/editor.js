// The query's editor: CodeMirror in a shadow root, where its style sheets are adopted and the content security policy holds.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { element } from "./dom.js";

const theme = EditorView.theme({
  "&": { border: "1px solid var(--line)", borderRadius: "4px", background: "var(--raised)", color: "var(--ink)", maxHeight: "34rem" },
  "&.cm-focused": { outline: "3px solid var(--mark)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--code)", fontSize: ".86rem", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".6rem 0" },
  ".cm-gutters": { background: "transparent", color: "var(--soft)", border: "none" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--mark-soft)", outline: "1px solid var(--mark)" },
});
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--lead)", fontWeight: "700" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--mark-ink)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.variableName, tags.local(tags.variableName)], color: "var(--ink)", fontWeight: "700" },
]);

// Where typing replaces a selection, Chromium would keep the look of what was there as inline style, which the policy forbids.
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

const GK = (window.GK ??= {});

/** Put an editor in the place of a text area; gives functions to read, write and focus it. */
GK.editorFor = (area, label, run) => {
  const host = element("div", { class: "host" });
  area.after(host);
  area.hidden = true;
  const root = host.attachShadow({ mode: "open" });
  const extensions = [
    lineNumbers(), highlightSpecialChars(), history(), indentOnInput(), bracketMatching(), sparql(), theme, replacing, syntaxHighlighting(colours),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...defaultKeymap, ...historyKeymap]),
  ];
  const view = new EditorView({ parent: root, root, state: EditorState.create({ doc: area.value, extensions }) });
  return {
    get: () => view.state.doc.toString(),
    set: (text) => view.setState(EditorState.create({ doc: text, extensions })),
    focus(from, to) {
      view.dispatch({ selection: { anchor: from, head: to } });
      view.focus();
    },
  };
};
