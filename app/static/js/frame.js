/* The frame: folding the menu and the filters, and panels that close again. Everything works without it. */
(() => {
  "use strict";

  const YEAR = 365 * 24 * 3600;

  const collapse = document.querySelector("[data-menu-collapse]");
  if (collapse) {
    collapse.hidden = false;
    collapse.addEventListener("click", () => {
      const isNarrow = document.body.classList.toggle("is-narrow");
      collapse.setAttribute("aria-pressed", String(isNarrow));
      // The server reads it, so that the next page does not jump.
      document.cookie = `menu=${isNarrow ? "narrow" : "wide"}; path=/; max-age=${YEAR}; SameSite=Lax`;
      nameEntries();
      // Figures fit their width to the window's and hear of nothing else.
      window.dispatchEvent(new Event("resize"));
    });
  }

  // Of a folded menu only icons are seen.
  function nameEntries() {
    const isNarrow = document.body.classList.contains("is-narrow");
    for (const entry of document.querySelectorAll(".menu-entry, .menu-collapse")) {
      entry.title = isNarrow ? entry.textContent.trim() : "";
    }
  }
  nameEntries();

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  const badge = document.querySelector("[data-badge]");
  if (badge) {
    fetch(badge.dataset.badge, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : null))
      .then((found) => {
        if (!found) return;
        const shown = badge.querySelector("[data-badge-shown]");
        shown.textContent = found.shown;
        shown.hidden = found.shown === "0";
        badge.querySelector("[data-badge-full]").textContent = found.full;
      })
      .catch(() => {}); // the link alone leads there as well
  }

  if (window.matchMedia("(max-width: 767.98px)").matches) {
    for (const fold of document.querySelectorAll("[data-fold-on-phone]")) fold.open = false;
  }

  const opened = () => document.querySelectorAll("details[data-pop][open]");

  document.addEventListener("click", (event) => {
    for (const panel of opened()) {
      if (!panel.contains(event.target)) panel.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const panel of opened()) {
      const heldFocus = panel.contains(document.activeElement);
      panel.open = false;
      if (heldFocus) panel.querySelector("summary").focus();
    }
  });
})();
