// The text and the values that were read from it: each lights the other up. Places are character offsets of the text as
// the server counts them, so they hold for rows that were split, joined or added as well as for those that were read.
(() => {
  const paper = document.getElementById("paper");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const canHighlight = "highlights" in CSS;
  const whole = paper?.textContent ?? "";
  // Offsets of the server count characters, those of the browser halves of some of them.
  const plain = !/[\ud800-\udfff]/.test(whole);
  const toUnits = (at) => (plain ? at : [...whole].slice(0, at).join("").length);
  const toCharacters = (at) => (plain ? at : [...whole.slice(0, at)].length);

  const pieces = []; // text nodes in order, with the offset at which each begins
  const spots = new Map(); // key of a field of the head or of a cited document -> [[start, end], ...]

  const collect = () => {
    const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      pieces.push({ node, at });
      for (const key of (node.parentElement.dataset.span ?? "").split(" ")) {
        if (!/^(head-|c\d)/.test(key)) continue;
        const known = spots.get(key) ?? spots.set(key, []).get(key);
        if (known.at(-1)?.[1] === at) known.at(-1)[1] = at + node.length;
        else known.push([at, at + node.length]);
      }
      at += node.length;
    }
  };

  const pieceAt = (offset) => {
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (pieces[middle].at <= offset) low = middle;
      else high = middle - 1;
    }
    return pieces[low];
  };

  const rangeOf = ([start, end]) => {
    const range = document.createRange();
    const [from, to] = [pieceAt(start), pieceAt(Math.max(start, end - 1))];
    range.setStart(from.node, Math.min(start - from.at, from.node.length));
    range.setEnd(to.node, Math.min(end - to.at, to.node.length));
    return range;
  };

  // The offset of a place in the text, as a selection or a press gives it.
  const offsetOf = (node, inside) => {
    const piece = pieces.find((one) => one.node === node);
    if (piece) return piece.at + inside;
    const range = document.createRange();
    range.setStart(paper, 0);
    range.setEnd(node, inside);
    return range.toString().length;
  };

  const unitsOf = (row) => {
    const span = reviewing.rows.span(row);
    return span && [toUnits(span[0]), Math.min(toUnits(span[1]), whole.length)];
  };

  // Words of a value in the text from start to end: [start, end], whatever breaks of lines stand between them.
  const findWords = (words, start, end) => {
    const slice = whole.slice(start, end);
    const at = slice.indexOf(words);
    if (at >= 0) return [start + at, start + at + words.length];
    const parts = words.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const found = parts.length && parts.length < 400 && slice.match(new RegExp(parts.join("\\s+")));
    return found ? [start + found.index, start + found.index + found[0].length] : null;
  };

  const labelPrinted = (row) => {
    const units = paper && unitsOf(row);
    const found = units && whole.slice(units[0], units[0] + 40).match(reviewing.rows.LABEL);
    return found ? found[0].trim() : null;
  };

  // ---- Lighting -----------------------------------------------------------------------------------------------------
  const lightMarks = (spans) => {
    for (const piece of paper.querySelectorAll("[data-lit]")) piece.removeAttribute("data-lit");
    for (const { node, at } of pieces) {
      const over = spans.some(([start, end]) => start < at + node.length && at < end);
      if (over && node.parentElement !== paper) node.parentElement.setAttribute("data-lit", "");
    }
  };

  const light = (rowSpans, valueSpans = []) => {
    if (!paper) return;
    if (!canHighlight) return lightMarks(valueSpans.length ? valueSpans : rowSpans);
    CSS.highlights.set("review-row", new Highlight(...rowSpans.map(rangeOf)));
    CSS.highlights.set("review-value", new Highlight(...valueSpans.map(rangeOf)));
  };

  const bring = (span) => {
    if (paper.scrollHeight <= paper.clientHeight) return;
    const [box, view] = [rangeOf(span).getBoundingClientRect(), paper.getBoundingClientRect()];
    if (box.top >= view.top + 8 && box.bottom <= view.bottom - 8) return;
    const top = paper.scrollTop + box.top - view.top - paper.clientHeight / 3;
    paper.scrollTo({ top, behavior: still.matches ? "auto" : "smooth" });
  };

  const lightRow = (row) => {
    const units = paper && unitsOf(row);
    light(units ? [units] : []);
    if (units) bring(units);
  };

  // A value of a row: its words where the row stands in the text.
  const lightValue = (row, value) => {
    for (const lit of reviewing.form.querySelectorAll(".value-chip[data-lit]")) lit.removeAttribute("data-lit");
    value?.setAttribute("data-lit", "");
    const units = paper && unitsOf(row);
    const words = value?.dataset.words;
    const found = units && words && (findWords(words, ...units) ?? findWords(words, 0, whole.length));
    if (!found) return units && lightRow(row);
    light([units], [found]);
    bring(found);
  };

  const lightField = (key) => {
    const found = spots.get(key) ?? [];
    light([], found);
    if (found.length) bring(found[0]);
  };

  // ---- From the text to the value -----------------------------------------------------------------------------------
  const within = (offset, [start, end]) => start <= offset && offset < end;

  const rowAt = (start, end = start + 1) => {
    const around = reviewing.rows.all().map((row) => [row, unitsOf(row)]).filter(([, units]) => units && units[0] <= start && end <= units[1]);
    around.sort(([, one], [, other]) => one[1] - one[0] - (other[1] - other[0]));
    return around[0]?.[0];
  };

  const open = (offset) => {
    const row = rowAt(offset);
    if (row) {
      const value = [...row.querySelectorAll("[data-words]")].find((one) => {
        const found = findWords(one.dataset.words, ...unitsOf(row));
        return found && within(offset, found);
      });
      reviewing.select(row);
      return lightValue(row, value);
    }
    const key = [...spots].find(([, found]) => found.some((one) => within(offset, one)))?.[0];
    const part = key && reviewing.form.querySelector(`[data-span="${key}"]`);
    if (!part) return;
    for (let folded = part.closest("details:not([open])"); folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
    part.querySelector("input:not([type=hidden]), select, textarea").focus({ preventScroll: true });
    part.scrollIntoView({ block: "center" });
  };

  Object.assign(reviewing, {
    paper, findWords: (words, start, end) => {
      const found = paper && findWords(words, toUnits(start), toUnits(end));
      return found && found.map(toCharacters);
    },
    labelPrinted, lightValue, lightRow, rowAt, offsetOf, rangeOf, spots, toCharacters, wholeText: whole,
    showPane: (name) => {
      document.getElementById("reviewing").setAttribute("data-pane", name);
      for (const one of document.querySelectorAll(".panes button")) one.setAttribute("aria-pressed", String(one.dataset.pane === name));
    },
  });

  if (!paper) return;
  collect();
  paper.addEventListener("click", (event) => {
    if (!reviewing.form || !getSelection().isCollapsed) return;
    const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = at ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, inside] = at ? [at.offsetNode, at.offset] : [range?.startContainer, range?.startOffset];
    if (node && paper.contains(node) && event.target.closest("[data-span]")) open(offsetOf(node, inside));
  });

  const lightFocused = (target) => {
    const row = target.closest(".node");
    if (row) {
      const control = target.closest(".node-line, .deadline");
      const name = control?.querySelector("[data-parties]")?.dataset.parties.replace(`${row.id}-`, "") ?? (control && "deadlines");
      return lightValue(row, name && row.querySelector(`[data-field="${name}"] [data-words]`));
    }
    const key = target.closest("[data-span]")?.dataset.span;
    if (key) lightField(key);
  };

  reviewing.begin((form) => {
    form.addEventListener("focusin", (event) => lightFocused(event.target));
    const panes = document.querySelector("#reviewing > .panes");
    panes.hidden = false;
    reviewing.showPane("proposal");
    for (const button of panes.querySelectorAll("button")) button.onclick = () => reviewing.showPane(button.dataset.pane);
  });
})();
