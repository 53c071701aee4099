/* Forms that write: sent once, saved with Ctrl+S, not left by mistake, errors first. */
(() => {
  "use strict";

  const contentOf = (form) =>
    Array.from(new FormData(form), ([name, value]) => [
      name,
      typeof value === "string" ? value : value.name,
    ]).join("\n");

  let isSending = false;

  for (const form of document.querySelectorAll("form[data-send-once]")) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.isSent) {
        event.preventDefault();
        return;
      }
      form.dataset.isSent = "yes";
      isSending = true;
      // A disabled button would not send its name and value.
      for (const button of form.querySelectorAll("button:not([type=button])")) {
        button.setAttribute("aria-disabled", "true");
      }
      const save = form.querySelector("[data-save]");
      if (save) {
        save.dataset.usual = save.textContent;
        save.textContent = form.dataset.sendOnce;
      }
    });
  }

  // Coming back, the browser may show the page as it was left.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    isSending = false;
    for (const form of document.querySelectorAll("form[data-is-sent]")) {
      delete form.dataset.isSent;
      for (const button of form.querySelectorAll("[aria-disabled]")) {
        button.removeAttribute("aria-disabled");
      }
      const save = form.querySelector("[data-save]");
      if (save && save.dataset.usual) save.textContent = save.dataset.usual;
    }
  });

  for (const frame of document.querySelectorAll("[data-check-all]")) {
    const all = frame.querySelector("input");
    const boxes = Array.from(
      frame.closest("form").querySelectorAll(`input[name="${frame.dataset.checkAll}"]`),
    );
    const sum = () => {
      const number = boxes.filter((box) => box.checked).length;
      all.checked = number === boxes.length;
      all.indeterminate = number > 0 && number < boxes.length;
    };
    frame.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
    for (const box of boxes) box.addEventListener("change", sum);
    sum();
  }

  const guarded = Array.from(document.querySelectorAll("form[data-guard-leaving]"), (form) => ({
    form,
    // What came back with errors is not saved either.
    before: form.querySelector(".error-summary") ? null : contentOf(form),
  }));

  window.addEventListener("beforeunload", (event) => {
    if (isSending) return;
    const changed = guarded.find(({ form, before }) => contentOf(form) !== before);
    if (!changed) return;
    event.preventDefault();
    event.returnValue = changed.form.dataset.guardLeaving;
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    const here = document.activeElement && document.activeElement.closest("form");
    const save =
      (here && here.querySelector("[data-save]")) || document.querySelector("[data-save]");
    if (!save) return;
    event.preventDefault();
    save.click();
  });

  const wrong = document.querySelector(".form-page [aria-invalid=true]");
  if (wrong) wrong.focus();
})();
