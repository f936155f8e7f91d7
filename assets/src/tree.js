// The tree: nested lists made a tree that opens by keyboard (WAI-ARIA authoring practices, navigation treeview).
import { element } from "./dom.js";

export function startTree() {
  const tree = document.querySelector(".tree > ul");
  if (!tree) return;
  tree.setAttribute("role", "tree");
  tree.setAttribute("aria-label", tree.parentElement.dataset.treeLabel);
  let number = 0;
  for (const item of tree.querySelectorAll("li")) {
    const link = item.querySelector(":scope > a");
    const group = item.querySelector(":scope > ul");
    item.setAttribute("role", "none");
    link.setAttribute("role", "treeitem");
    link.tabIndex = -1;
    link.prepend(element("span", { class: "twist", "aria-hidden": "true" }));
    if (group) {
      group.id = `branch-${++number}`;
      group.setAttribute("role", "group");
      link.setAttribute("aria-owns", group.id);
      link.setAttribute("aria-expanded", "false");
    }
  }
  const first = tree.querySelector('[role="treeitem"]');
  if (first) first.tabIndex = 0;

  const expandable = (link) => link?.hasAttribute("aria-expanded");
  const expanded = (link) => link?.getAttribute("aria-expanded") === "true";
  const expand = (link, open) => expandable(link) && link.setAttribute("aria-expanded", String(open));
  const visible = () => [...tree.querySelectorAll('[role="treeitem"]')].filter((link) => link.offsetParent !== null);
  const focus = (link) => {
    if (!link) return;
    tree.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    link.tabIndex = 0;
    link.focus();
  };
  const parent = (link) => link.closest('[role="group"]')?.parentElement.querySelector(":scope > a");
  const all = (open) => tree.querySelectorAll("[aria-expanded]").forEach((link) => expand(link, open));

  tree.addEventListener("click", (event) => {
    const link = event.target.closest('[role="treeitem"]');
    if (event.target.classList.contains("twist") && expandable(link)) {
      event.preventDefault();
      expand(link, !expanded(link));
      focus(link);
    }
  });
  let typed = "";
  let timer;
  tree.addEventListener("keydown", (event) => {
    const link = event.target.closest('[role="treeitem"]');
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = visible();
    const at = shown.indexOf(link);
    const actions = {
      ArrowDown: () => focus(shown[at + 1]),
      ArrowUp: () => focus(shown[at - 1]),
      Home: () => focus(shown[0]),
      End: () => focus(shown.at(-1)),
      ArrowRight: () => (expandable(link) && !expanded(link) ? expand(link, true) : expanded(link) && focus(shown[at + 1])),
      ArrowLeft: () => (expanded(link) ? expand(link, false) : focus(parent(link))),
      " ": () => expand(link, !expanded(link)),
      "*": () => [...link.closest("ul").children].forEach((item) => expand(item.querySelector(":scope > a"), true)),
    };
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    } else if (event.key.length === 1) {
      clearTimeout(timer);
      typed += event.key.toLowerCase();
      timer = setTimeout(() => (typed = ""), 600);
      const rest = [...shown.slice(at + (typed.length === 1 ? 1 : 0)), ...shown.slice(0, at)];
      focus(rest.find((each) => each.textContent.trim().toLowerCase().startsWith(typed)));
    }
  });
  document.querySelector('[data-tree="open"]')?.addEventListener("click", () => all(true));
  document.querySelector('[data-tree="close"]')?.addEventListener("click", () => all(false));
}
