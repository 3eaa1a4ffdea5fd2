// Beside the text of a paper: a button that puts a reference where the caret stands. Without it, codes are copied.
(() => {
  const list = document.querySelector("[data-references]");
  const text = document.getElementById("id_body");
  if (!list || !text) return;
  for (const code of list.querySelectorAll(".references__code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = "Insert";
    button.setAttribute("aria-label", `Insert ${code.nextSibling.textContent.trim()}`);
    button.addEventListener("click", () => {
      text.setRangeText(code.textContent, text.selectionStart, text.selectionEnd, "end");
      text.focus();
    });
    code.parentElement.append(" ", button);
  }
})();
