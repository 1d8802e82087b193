// Typing ahead in a long list: <select data-typeahead> becomes a field in which a part of the name is enough, with or
// without marks ("tai chinh" finds Phòng Kế hoạch - Tài chính). The select stays, hidden, and is what the form sends.
(() => {
  let count = 0;

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

  const element = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  class Picker {
    constructor(select) {
      this.select = select;
      this.options = [...select.options].filter((o) => o.value).map((option) => ({ option, folded: fold(option.text) }));
      this.build();
      this.show();
    }

    build() {
      const { select } = this;
      const listId = `picker-list-${++count}`;
      this.input = element("input", {
        type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
        "aria-controls": listId, placeholder: select.multiple ? "Gõ để thêm đơn vị" : (select.options[0]?.value ? "" : select.options[0]?.text ?? ""),
      });
      for (const name of ["aria-describedby", "aria-invalid"]) {
        if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
      }
      this.list = element("div", { id: listId, class: "picker-list", role: "listbox" });
      this.list.hidden = true;
      this.chosen = element("div", { class: "picker-chosen" });
      this.box = element("div", { class: "picker" });
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      this.input.id = `${select.id}-typed`;
      if (label) {
        label.htmlFor = this.input.id;
        this.list.setAttribute("aria-label", label.firstChild.textContent.trim());
      }
      select.hidden = true;
      select.required = false;
      select.before(this.box);
      this.box.append(...(select.multiple ? [this.chosen] : []), this.input, this.list);
      // A link to the field (summary of errors) still finds it.
      select.dataset.typed = this.input.id;

      this.input.addEventListener("input", () => this.open());
      this.input.addEventListener("focus", () => this.input.select());
      this.input.addEventListener("click", () => this.open());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.close());
      // A press on the list or on a chip must not take the focus first: losing it redraws both.
      for (const part of [this.list, this.chosen]) part.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const row = event.target.closest("[data-value]");
        if (row) this.choose(row.dataset.value);
      });
      select.form?.addEventListener("reset", () => setTimeout(() => this.show()));
    }

    found() {
      const words = fold(this.input.value === this.shownText ? "" : this.input.value).split(/\s+/).filter(Boolean);
      return this.options
        .filter(({ option, folded }) => !(this.select.multiple && option.selected) && words.every((word) => folded.includes(word)))
        .slice(0, 50);
    }

    open() {
      const rows = this.found();
      this.list.replaceChildren(
        ...rows.map(({ option }, index) =>
          element("div", {
            id: `${this.list.id}-${index}`, class: "picker-option", role: "option", "aria-selected": "false", "data-value": option.value,
          }, option.text)),
      );
      if (!rows.length) this.list.append(element("div", { class: "picker-none", role: "option", "aria-disabled": "true" }, "Không có tên nào khớp."));
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.point(rows.length && this.input.value !== this.shownText ? 0 : -1);
    }

    close() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      if (!this.select.multiple && this.input.value === "" && this.shownText) this.choose("");
      else this.show();
    }

    point(index) {
      this.at = index;
      const rows = this.list.querySelectorAll("[data-value]");
      rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
      if (rows[index]) {
        this.input.setAttribute("aria-activedescendant", rows[index].id);
        rows[index].scrollIntoView({ block: "nearest" });
      } else this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      const rows = this.list.querySelectorAll("[data-value]");
      const closed = this.list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (closed) return this.open();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.point((this.at + step + rows.length) % rows.length);
      } else if (event.key === "Enter" && !closed && rows[this.at]) {
        event.preventDefault();
        this.choose(rows[this.at].dataset.value);
      } else if (event.key === "Escape" && !closed) {
        event.stopPropagation();
        this.close();
      } else if (event.key === "Backspace" && this.select.multiple && !this.input.value) {
        const last = [...this.select.selectedOptions].pop();
        if (last) this.drop(last);
      }
    }

    choose(value) {
      if (this.select.multiple) {
        const option = [...this.select.options].find((o) => o.value === value);
        if (option) option.selected = true;
      } else this.select.value = value;
      this.changed();
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
    }

    drop(option) {
      option.selected = false;
      this.changed();
      this.input.focus();
    }

    changed() {
      this.show();
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    show() {
      const picked = [...this.select.selectedOptions].filter((o) => o.value);
      if (this.select.multiple) {
        this.shownText = "";
        this.chosen.replaceChildren(...picked.map((option) => {
          const button = element("button", { type: "button", class: "chip", "aria-label": `Bỏ ${option.text}` }, option.text, " ×");
          button.addEventListener("click", () => this.drop(option));
          return button;
        }));
      } else this.shownText = picked[0]?.text ?? "";
      this.input.value = this.shownText;
    }
  }

  const enhance = (root) => {
    for (const select of root.querySelectorAll("select[data-typeahead]:not([data-typed])")) new Picker(select);
  };

  document.addEventListener("DOMContentLoaded", () => enhance(document));
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentElement ?? document));
  document.addEventListener("click", (event) => {
    const hash = event.target.closest?.('a[href^="#"]')?.hash;
    const typed = hash && document.getElementById(decodeURIComponent(hash.slice(1)))?.dataset.typed;
    if (typed) {
      event.preventDefault();
      document.getElementById(typed).focus();
    }
  });
})();
