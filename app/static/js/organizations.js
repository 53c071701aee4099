/* Forms of organizations: others with the same name or code, and the validity of a grade. */
(() => {
  "use strict";

  const PAUSE = 400; // milliseconds without typing

  const place = document.querySelector("[data-similar-to]");
  if (place) {
    const inputs = document.querySelectorAll("[data-similar]");
    let timer = 0;
    let asked = 0;

    const show = (others) => {
      const list = document.createElement("ul");
      list.className = "others";
      for (const other of others) {
        const link = document.createElement("a");
        link.href = other.url;
        link.textContent = other.name;
        link.target = "_blank"; // what was typed here stays
        list.append(document.createElement("li"));
        list.lastChild.append(link);
      }
      place.textContent = others.length ? place.dataset.similarText : "";
      if (others.length) place.append(list);
    };

    const look = async () => {
      const query = new URLSearchParams();
      for (const input of inputs) query.set(input.dataset.similar, input.value.trim());
      const number = ++asked;
      const response = await fetch(`${place.dataset.similarTo}?${query}`);
      // An answer to what has been typed over since says nothing any more.
      if (response.ok && number === asked) show(await response.json());
    };

    for (const input of inputs) {
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(() => look().catch(() => {}), PAUSE);
      });
    }
  }

  const button = document.querySelector("[data-validity]");
  if (button) {
    const form = button.form;
    const announced = form.elements.announced_on;
    const calculate = async () => {
      const query = new URLSearchParams({ "announced-on": announced.value });
      const response = await fetch(`${button.dataset.validity}?${query}`);
      if (!response.ok) return;
      const validity = await response.json();
      form.elements.since.value = validity.since;
      form.elements.expires_on.value = validity.expires_on;
    };

    announced.addEventListener("change", () => {
      const isUntouched = !form.elements.since.value && !form.elements.expires_on.value;
      if (announced.value && isUntouched) calculate().catch(() => {});
    });
    // Without an answer the server fills the page in, as it does without scripts.
    button.addEventListener("click", (event) => {
      if (!announced.value) return;
      event.preventDefault();
      calculate().catch(() => {});
    });
  }
})();
