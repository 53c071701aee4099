/*
 * A select one can search in: an ARIA combobox laid over it. The select stays and is what is sent.
 * Options are found by their text and by data-keys (pinyin, written by the server).
 */
(() => {
  "use strict";

  const SHOWN = 50;

  class Combobox {
    constructor(select) {
      this.select = select;
      this.options = Array.from(select.options);
      this.at = -1;
      this.build();
      this.listen();
    }

    build() {
      const { select } = this;
      this.input = document.createElement("input");
      this.input.className = "form-select";
      this.input.type = "text";
      this.input.autocomplete = "off";
      this.input.id = select.id;
      this.input.value = this.chosenText();
      select.id = `${select.id}-select`;
      this.list = document.createElement("ul");
      this.list.className = "combobox-list";
      this.list.id = `${this.input.id}-list`;
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      const attributes = {
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": this.list.id,
      };
      for (const name of ["aria-describedby", "aria-invalid"]) {
        if (select.hasAttribute(name)) attributes[name] = select.getAttribute(name);
      }
      for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
      const frame = document.createElement("div");
      frame.className = "combobox";
      select.before(frame);
      frame.append(this.input, this.list, select);
      select.hidden = true;
      const label = document.querySelector(`label[for="${this.input.id}"]`);
      if (label) this.list.setAttribute("aria-label", label.textContent.trim());
    }

    listen() {
      this.input.addEventListener("focus", () => this.input.select());
      this.input.addEventListener("click", () => this.open(""));
      this.input.addEventListener("input", () => this.open(this.input.value));
      this.input.addEventListener("blur", () => this.leave());
      this.input.addEventListener("keydown", (event) => this.press(event));
      // Before the input loses its focus.
      this.list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const item = event.target.closest("[role=option]");
        if (item) this.choose(Number(item.dataset.index));
      });
    }

    chosenText() {
      const option = this.select.selectedOptions[0];
      return option ? option.text.trim() : "";
    }

    open(text) {
      const wanted = text.trim().toLowerCase();
      const fits = (option) =>
        `${option.text} ${option.dataset.keys || ""}`.toLowerCase().includes(wanted);
      const found = this.options
        .map((option, index) => ({ option, index }))
        .filter(({ option }) => fits(option))
        .slice(0, SHOWN);
      this.list.textContent = "";
      this.list.append(...found.map((item) => this.item(item)));
      if (!found.length) this.list.append(this.nothing());
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.mark(found.length && wanted ? 0 : -1);
    }

    item({ option, index }) {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${index}`;
      item.dataset.index = index;
      item.textContent = option.text;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      return item;
    }

    nothing() {
      const item = document.createElement("li");
      item.className = "combobox-none";
      item.textContent = this.select.dataset.combobox;
      return item;
    }

    mark(at) {
      const items = this.list.querySelectorAll("[role=option]");
      for (const item of items) item.setAttribute("aria-selected", "false");
      this.at = at;
      if (at < 0 || !items[at]) {
        this.input.removeAttribute("aria-activedescendant");
        return;
      }
      items[at].setAttribute("aria-selected", "true");
      items[at].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", items[at].id);
    }

    press(event) {
      const items = this.list.querySelectorAll("[role=option]");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (this.list.hidden) this.open("");
        const step = event.key === "ArrowDown" ? 1 : -1;
        const count = this.list.querySelectorAll("[role=option]").length;
        if (count) this.mark((this.at + step + count) % count);
      } else if (event.key === "Enter" && !this.list.hidden && items[this.at]) {
        event.preventDefault();
        this.choose(Number(items[this.at].dataset.index));
      } else if (event.key === "Escape" && !this.list.hidden) {
        event.stopPropagation();
        this.leave();
      }
    }

    choose(index) {
      this.select.selectedIndex = index;
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
      this.leave();
    }

    // What was typed but not chosen counts for nothing.
    leave() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      this.input.value = this.chosenText();
    }
  }

  for (const select of document.querySelectorAll("select[data-combobox]")) new Combobox(select);
})();
