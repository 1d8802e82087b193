// The passage of a document and the value read from it light up together: elements with the same data-span.
(() => {
  const light = (target, on) => {
    const span = target.closest?.("[data-span]")?.dataset.span;
    if (!span) return;
    for (const part of document.querySelectorAll(`[data-span="${CSS.escape(span)}"]`)) {
      part.toggleAttribute("data-lit", on);
    }
  };

  for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(type, (event) => light(event.target, on));
  }

  // From the value to its passage, and back
  document.addEventListener("focusin", (event) => {
    const span = event.target.closest(".review-field[data-span]")?.dataset.span;
    const passage = span && document.querySelector(`.review-document [data-span="${CSS.escape(span)}"]`);
    passage?.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("click", (event) => {
    const span = event.target.closest(".review-document [data-span]")?.dataset.span;
    const field = span && document.querySelector(`.review-field[data-span="${CSS.escape(span)}"]`);
    field?.querySelector("input, select, textarea, button")?.focus();
  });
})();
