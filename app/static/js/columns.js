/* The column chooser: moves columns up and down and sends them in that order as one parameter. */
(() => {
  "use strict";

  function mover(form, item, direction) {
    const button = document.createElement("button");
    const label = item.querySelector("label").textContent;
    button.type = "button";
    button.className = "column-move";
    button.innerHTML = `<i class="bi bi-arrow-${direction}" aria-hidden="true"></i>`;
    button.setAttribute("aria-label", `${form.dataset[direction]} ${label}`);
    button.addEventListener("click", () => {
      const neighbor = direction === "up" ? item.previousElementSibling : item.nextElementSibling;
      if (!neighbor) return;
      if (direction === "up") neighbor.before(item);
      else neighbor.after(item);
      button.focus();
    });
    return button;
  }

  for (const form of document.querySelectorAll("form[data-columns]")) {
    for (const item of form.querySelectorAll("li")) {
      item.append(mover(form, item, "up"), mover(form, item, "down"));
    }

    form.addEventListener("submit", () => {
      const boxes = Array.from(form.querySelectorAll("input[type=checkbox]"));
      const together = document.createElement("input");
      together.type = "hidden";
      together.name = "columns";
      together.value = boxes.filter((box) => box.checked).map((box) => box.value).join(",");
      for (const box of boxes) box.disabled = true;
      form.append(together);
    });
  }
})();
