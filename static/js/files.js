// A file field in our words, with the name and size of what was chosen; files can be dropped on it.
(() => {
  const sizeOf = (bytes) =>
    bytes < 1024 * 1024
      ? `${Math.max(1, Math.round(bytes / 1024))} KB`
      : `${(bytes / 1024 / 1024).toLocaleString("vi", { maximumFractionDigits: 1 })} MB`;

  const enhanceOne = (input) => {
    input.dataset.ready = "";
    const box = document.createElement("div");
    box.className = "upload";
    const button = document.createElement("span");
    button.className = "button button-small";
    button.setAttribute("aria-hidden", "true");
    button.textContent = input.multiple ? "Chọn các tệp" : "Chọn tệp";
    const names = document.createElement("span");
    names.className = "upload-names";
    names.setAttribute("aria-live", "polite");
    input.before(box);
    box.append(input, button, names);

    const show = () => {
      const chosen = [...input.files].map((file) => `${file.name} (${sizeOf(file.size)})`);
      names.textContent = chosen.join(", ") || "hoặc kéo tệp thả vào đây";
    };
    box.addEventListener("click", (event) => event.target !== input && input.click());
    box.addEventListener("dragover", (event) => {
      event.preventDefault();
      box.toggleAttribute("data-over", true);
    });
    box.addEventListener("dragleave", () => box.removeAttribute("data-over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.removeAttribute("data-over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", show);
    input.form?.addEventListener("reset", () => setTimeout(show));
    show();
  };

  const enhance = (root) => root.querySelectorAll('input[type="file"]:not([data-ready])').forEach(enhanceOne);

  document.addEventListener("DOMContentLoaded", () => enhance(document));
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentElement ?? document));
})();
