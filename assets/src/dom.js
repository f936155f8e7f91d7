// Small helpers for the page.
const root = document.documentElement;

/** The way up to the folder of the page's language, and to the root of the site. */
export const ROOT = root.dataset.root ?? "";
export const SITE = root.dataset.site ?? "";
export const LANGUAGE = root.lang;

/** Make an element with attributes and children; text is always text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const loaded = new Map();

/** Load a classic script once; works from the disk too. Those in order run one after the other, although they come at once. */
export function load(path, inOrder = false) {
  if (!loaded.has(path)) {
    loaded.set(
      path,
      new Promise((done, failed) => {
        const script = element("script", { src: SITE + path, onload: () => done(), onerror: () => failed(new Error(path)) });
        script.async = !inOrder;
        document.head.append(script);
      }),
    );
  }
  return loaded.get(path);
}

/** Offer a text or blob as a file. */
export function download(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Copy a text, also where the page has no secure origin. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", { "aria-hidden": "true", class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
