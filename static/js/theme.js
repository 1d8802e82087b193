// The reader's choice of light or dark without loading the page anew. Without this file the same form is simply sent.
(() => {
  const MEDIA = { auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const choice = event.submitter?.value;
    if (!form.matches("[data-theme-switch]") || !(choice in MEDIA)) return;
    event.preventDefault();
    const body = new FormData(form);
    body.set("theme", choice);
    fetch(form.action, { method: "POST", body, redirect: "manual" });
    document.getElementById("dark-sheet").media = MEDIA[choice];
    for (const button of form.querySelectorAll("button[name=theme]")) {
      button.setAttribute("aria-pressed", String(button.value === choice));
    }
  });
})();
