// Keys for a list: j and k move, o opens, / searches, ? shows the keys. Links and forms do all of it without this file.
(() => {
  "use strict";
  const list = document.querySelector("[data-keys-list]");
  const help = document.querySelector("[data-keys-help]");
  if (!list || !help) return;

  const KEPT = "list-keys";
  const choice = help.querySelector("input");
  help.hidden = false;
  choice.checked = localStorage.getItem(KEPT) !== "off";
  choice.addEventListener("change", () => localStorage.setItem(KEPT, choice.checked ? "on" : "off"));

  const links = () => [...list.querySelectorAll("[data-keys-link]")];
  const move = (step) => {
    const all = links();
    const at = all.findIndex((link) => link.closest("[data-keys-row]").contains(document.activeElement));
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step;
    const link = all[Math.max(0, Math.min(all.length - 1, next))];
    if (!link) return;
    link.focus();
    link.closest("[data-keys-row]").scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    const row = document.activeElement.closest("[data-keys-row]");
    if (row) row.querySelector("[data-keys-link]").click();
  };
  const search = () => {
    const box = document.querySelector("[data-keys-search]");
    if (!box) return;
    for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    box.focus();
  };
  const showHelp = () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  };
  const actions = { j: () => move(1), k: () => move(-1), o: open, "/": search, "?": showHelp };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const action = actions[event.key];
    if (!action || (!choice.checked && event.key !== "?")) return;
    event.preventDefault();
    action();
  });
})();
