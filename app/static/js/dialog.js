/* Asks before a button or link with data-confirm does what it does. */
(() => {
  "use strict";

  const dialog = document.getElementById("confirm");
  if (!dialog || !dialog.showModal) return;

  const title = dialog.querySelector("h2");
  const text = dialog.querySelector("p");
  const yes = dialog.querySelector("[data-confirm-yes]");
  const no = dialog.querySelector("[data-confirm-no]");
  let asked = null;

  document.addEventListener(
    "click",
    (event) => {
      const trigger = event.target.closest("[data-confirm]");
      if (!trigger) return;
      if (trigger.dataset.isConfirmed) {
        delete trigger.dataset.isConfirmed;
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      asked = trigger;
      title.textContent = trigger.dataset.confirmTitle || title.dataset.usual;
      text.textContent = trigger.dataset.confirm;
      yes.textContent = trigger.dataset.confirmButton || yes.dataset.usual;
      dialog.showModal();
      // The harmless answer is the one a hasty Enter gives.
      no.focus();
    },
    true
  );

  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => {
    const trigger = asked;
    dialog.close();
    trigger.dataset.isConfirmed = "yes";
    trigger.click();
  });
  dialog.addEventListener("close", () => {
    if (asked) asked.focus();
    asked = null;
  });
})();
