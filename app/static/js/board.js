/* Cards dragged to another column: opens the form of the change, where the day and reason are asked. */
(() => {
  "use strict";

  const board = document.querySelector("[data-board]");
  if (!board) return;

  let dragged = null;

  for (const card of board.querySelectorAll("[data-board-card]")) {
    card.draggable = true;
    // A link would be dragged in the card's stead.
    for (const link of card.querySelectorAll("a")) link.draggable = false;

    card.addEventListener("dragstart", (event) => {
      dragged = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.querySelector(".board-name").textContent);
      card.classList.add("is-dragged");
    });
    card.addEventListener("dragend", () => {
      dragged = null;
      card.classList.remove("is-dragged");
      for (const column of board.querySelectorAll(".is-target")) column.classList.remove("is-target");
    });
  }

  for (const column of board.querySelectorAll("[data-board-stage]")) {
    const takes = () => dragged !== null && !column.contains(dragged);

    column.addEventListener("dragover", (event) => {
      if (!takes()) return;
      event.preventDefault();
      column.classList.add("is-target");
    });
    column.addEventListener("dragleave", (event) => {
      if (!column.contains(event.relatedTarget)) column.classList.remove("is-target");
    });
    column.addEventListener("drop", (event) => {
      if (!takes()) return;
      event.preventDefault();
      const address = new URL(dragged.dataset.boardCard, window.location.href);
      address.searchParams.set("to", column.dataset.boardStage);
      window.location.assign(address);
    });
  }
})();
