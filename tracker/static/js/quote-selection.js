// Words selected in a text go into the field beside it. Without this file people copy and paste.
for (const field of document.querySelectorAll("textarea[data-quote-from]")) {
  const text = document.getElementById(field.dataset.quoteFrom);
  if (!text) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button";
  button.textContent = "Use the words selected in the text";
  button.addEventListener("click", () => {
    const selection = document.getSelection();
    const words = selection ? selection.toString().trim() : "";
    if (words && text.contains(selection.anchorNode) && text.contains(selection.focusNode)) {
      field.value = words;
      field.focus();
    } else {
      text.focus();
    }
  });
  field.insertAdjacentElement("afterend", button);
}
