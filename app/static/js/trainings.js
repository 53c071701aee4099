// The sign-in grid: one press ticks everybody of whom nothing is said yet.
"use strict";

for (const frame of document.querySelectorAll("[data-tick-rest]")) {
  frame.hidden = false;
  frame.querySelector("button").addEventListener("click", () => {
    const form = frame.closest("form");
    for (const choice of form.querySelectorAll(`input[type=radio][value="${frame.dataset.tickRest}"]`)) {
      if (form.elements[choice.name].value === "") choice.checked = true;
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
