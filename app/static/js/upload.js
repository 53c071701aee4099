/* The upload field: takes a dropped file, says what was chosen, stops one that is too large. */
(() => {
  "use strict";

  const MEBIBYTE = 1024 * 1024;

  function sizeOf(file) {
    return file.size < MEBIBYTE
      ? `${Math.max(1, Math.round(file.size / 1024))} KB`
      : `${(file.size / MEBIBYTE).toFixed(1)} MB`;
  }

  for (const frame of document.querySelectorAll("[data-upload]")) {
    const input = frame.querySelector("input[type=file]");
    const chosen = frame.querySelector("[data-upload-chosen]");
    const largest = Number(frame.dataset.largest) * MEBIBYTE;
    const isTooLarge = () => Array.from(input.files).some((file) => file.size > largest);

    frame.querySelector("[data-upload-invitation]").hidden = false;

    input.addEventListener("change", () => {
      const files = Array.from(input.files, (file) => `${file.name}（${sizeOf(file)}）`);
      chosen.textContent = isTooLarge() ? frame.dataset.tooLarge : files.join("、");
      chosen.classList.toggle("is-wrong", isTooLarge());
    });

    // The server would hang up in the middle of such a file, and the browser show a page of its own.
    input.form.addEventListener("submit", (event) => {
      if (!isTooLarge()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      input.focus();
    });

    for (const kind of ["dragenter", "dragover"]) {
      frame.addEventListener(kind, (event) => {
        event.preventDefault();
        frame.classList.add("is-over");
      });
    }
    frame.addEventListener("dragleave", (event) => {
      if (!frame.contains(event.relatedTarget)) frame.classList.remove("is-over");
    });
    frame.addEventListener("drop", (event) => {
      event.preventDefault();
      frame.classList.remove("is-over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    });
  }
})();
