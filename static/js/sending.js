// A form that is sent says so and can't be sent twice. It recovers when htmx answers, when the reader comes back
// with the Back button, and, for a form that answers with a file (data-download), after a few seconds.
(() => {
  const DOWNLOAD_MS = 4000;
  const forms = new Set();

  const recover = (form) => {
    forms.delete(form);
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    for (const button of form.querySelectorAll("[data-busy-now]")) {
      button.textContent = "";
      button.append(...button.ownNodes);
      button.removeAttribute("data-busy-now");
      button.removeAttribute("aria-disabled");
    }
  };

  const mark = (form, button) => {
    forms.add(form);
    form.dataset.sent = "";
    form.setAttribute("aria-busy", "true");
    if (!button?.classList.contains("button")) return;
    button.ownNodes = [...button.childNodes];
    button.textContent = button.dataset.busy || form.dataset.busy || "Đang gửi…";
    button.setAttribute("data-busy-now", "");
    button.setAttribute("aria-disabled", "true");
  };

  // In the bubbling phase on window: htmx and other listeners have had their say.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[data-theme-switch]")) return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      return;
    }
    const byHtmx = form.matches("[hx-post], [data-hx-post]");
    if (event.defaultPrevented && !byHtmx) return;
    mark(form, event.submitter ?? form.querySelector("button:not([type=button])"));
    if ("download" in form.dataset) setTimeout(() => recover(form), DOWNLOAD_MS);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) recover(form);
  });

  window.addEventListener("pageshow", () => [...forms].forEach(recover));
})();
