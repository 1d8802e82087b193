// A passage selected in the text becomes a row or a value: a small palette beside it, each word with its key.
(() => {
  const { paper } = reviewing;
  const palette = document.getElementById("palette");
  if (!paper || !palette) return;

  // The selected passage without the blanks around it, as offsets; null where nothing is selected in the text.
  const picked = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!paper.contains(range.startContainer) || !paper.contains(range.endContainer)) return null;
    let [start, end] = [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]].map((at) => reviewing.offsetOf(...at));
    while (start < end && /\s/.test(reviewing.wholeText[start])) start += 1;
    while (end > start && /\s/.test(reviewing.wholeText[end - 1])) end -= 1;
    return start < end ? [start, end] : null;
  };

  const wordsOf = ([start, end]) => reviewing.wholeText.slice(start, end).trim().replace(/[ \t]*\n\s*\n\s*/g, "\n\n").replace(/[ \t]*\n[ \t]*(?!\n)/g, (gap, at, all) => (all[at - 1] === "\n" ? gap : " "));

  // Which row a value is for: the one in whose passage it stands, or the chosen one that stands under that.
  const rowFor = ([start, end]) => {
    const around = reviewing.rowAt(start, end);
    const chosen = reviewing.current;
    if (!around) return chosen;
    return chosen && chosen !== around && reviewing.rows.block(around).includes(chosen) ? chosen : around;
  };

  const nameOf = (row) => {
    const label = reviewing.rows.field(row, "label").value;
    return label ? `mục ${label}` : `dòng ${reviewing.rows.all().indexOf(row) + 1}`;
  };

  // ---- The palette --------------------------------------------------------------------------------------------------
  const hide = () => {
    palette.hidden = true;
  };

  const offer = () => {
    const passage = reviewing.form && picked();
    if (!passage) return hide();
    const row = rowFor(passage);
    document.getElementById("palette-to").textContent = row ? `Đơn vị, thời hạn là của ${nameOf(row)}` : "";
    for (const button of palette.querySelectorAll('[data-pick="leads"], [data-pick="coordinating"], [data-pick="deadlines"]')) button.disabled = !row;
    palette.hidden = false;
    const box = reviewing.rangeOf(passage).getBoundingClientRect();
    const [view, own] = [paper.getBoundingClientRect(), palette.getBoundingClientRect()];
    const below = box.bottom + 8 + own.height < innerHeight ? box.bottom + 8 : Math.max(8, box.top - own.height - 8);
    palette.style.top = `${Math.min(below, innerHeight - own.height - 8)}px`;
    palette.style.left = `${Math.max(8, view.left + 8, Math.min(box.left, view.right - own.width - 8))}px`;
  };

  // ---- What was read of the passage ---------------------------------------------------------------------------------
  const ask = async ([start, end]) => {
    const address = new URL(document.getElementById("reviewing").dataset.passages, location);
    address.search = new URLSearchParams({ start: reviewing.toCharacters(start), end: reviewing.toCharacters(end) });
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  };

  // Without the server: the label and the words alone.
  const readHere = (passage) => {
    const words = wordsOf(passage);
    const label = words.match(reviewing.rows.LABEL);
    const [start, end] = passage.map(reviewing.toCharacters);
    return { label: label ? label[1] ?? label[2] ?? label[3] ?? label[4] : "", text: label ? words.slice(label[0].length) : words, kind: "item", level: "1", start, end, leads: [], coordinating: [], deadlines: [] };
  };

  const style = (label) => (/^\d/.test(label) ? `1${".1".repeat(label.split(".").length - 1)}` : /^[IVX]+$/.test(label) ? "I" : /^[a-zđ]$/i.test(label) ? "a" : label);

  // Where a new row stands among those that have a place in the text, and how deep: as the nearest of its kind above.
  const placeFor = (start, label, isContinuation) => {
    const { all, span, level, field } = reviewing.rows;
    const next = all().find((row) => span(row) && span(row)[0] > start);
    const above = next ? next.previousElementSibling : all().at(-1);
    if (!above) return [next ?? null, 1];
    if (isContinuation) return [next ?? null, level(above) + (field(above, "kind").value === "continuation" ? 0 : 1)];
    for (let row = above; row && label; row = row.previousElementSibling) {
      if (style(field(row, "label").value) === style(label)) return [next ?? null, level(row)];
    }
    return [next ?? null, level(above) + (field(above, "kind").value === "heading" ? 1 : 0)];
  };

  // A passage that stood in the words of a row is taken out of them.
  const cutFrom = (row, passage) => {
    const { text, span, setSpan, hand } = reviewing.rows;
    const words = wordsOf(passage);
    const before = text(row).value;
    const kept = before.replace(words, "").replace(/[ \t]{2,}/g, " ").trim();
    if (kept === before.trim() || !kept) return false;
    text(row).value = kept;
    const [start, end] = span(row);
    if (reviewing.toCharacters(passage[1]) >= end - 1) setSpan(row, start, reviewing.toCharacters(passage[0]));
    hand(row, null, kept, words);
    reviewing.show(row);
    reviewing.touch(row);
    return true;
  };

  const fill = (row, read) => {
    for (const name of ["leads", "coordinating"]) {
      for (const party of read[name]) reviewing.addParty(reviewing.rows.box(row, name), reviewing.chipOf(party));
    }
    reviewing.writeLines(row.querySelector(".deadlines"), row.id, read.deadlines);
    reviewing.show(row);
  };

  const makeRows = async (passage, isContinuation) => {
    const around = reviewing.rowAt(...passage);
    if (around && wordsOf(passage).length >= reviewing.rows.text(around).value.trim().length) {
      reviewing.select(around);
      return reviewing.say(`Đoạn này đã là ${nameOf(around)}.`);
    }
    const answer = await ask(passage);
    const read = isContinuation || !answer ? [{ ...readHere(passage), ...(isContinuation && { kind: "continuation" }) }] : answer.rows;
    if (isContinuation) Object.assign(read[0], { label: "", text: wordsOf(passage) }, answer && { leads: answer.rows.flatMap((one) => one.leads), coordinating: answer.rows.flatMap((one) => one.coordinating), deadlines: answer.rows.flatMap((one) => one.deadlines) });
    if (around) cutFrom(around, passage);
    const [next, base] = placeFor(Number(read[0].start), read[0].label, isContinuation);
    const made = read.map((one) => {
      const kept = one.kind === "prose" ? "item" : one.kind;
      const row = reviewing.rows.fresh(next, { level: base + Number(one.level) - Number(read[0].level), label: one.label, text: one.text, kind: kept, start: one.start, end: one.end });
      fill(row, one);
      reviewing.rows.inherit(row);
      return row;
    });
    reviewing.commit();
    if (!picked()) reviewing.select(made[0]);
    reviewing.say(made.length > 1 ? `Đã thêm ${made.length} dòng.` : `Đã thêm ${nameOf(made[0])}.`);
  };

  const setParty = async (passage, box, part, alone) => {
    const words = wordsOf(passage).replace(/\s+/g, " ");
    const party = (await ask(passage))?.party;
    const chip = party ? reviewing.chipOf(party) : { value: `?${words}`, label: words, known: false };
    reviewing.addParty(box, chip, { alone });
    reviewing.show(part);
    reviewing.touch(part);
    reviewing.commit();
  };

  const setDeadline = async (passage, row, isMore) => {
    const words = wordsOf(passage).replace(/\s+/g, " ");
    const read = (await ask(passage))?.deadlines ?? [];
    const box = row.querySelector(".deadlines");
    const kept = isMore ? [...box.children].map(reviewing.lineValue).filter((line) => Object.values(line).some(Boolean)) : [];
    reviewing.writeLines(box, row.id, [...kept, ...(read.length ? read : [{ as_printed: words }])]);
    reviewing.show(row);
    reviewing.touch(row);
    reviewing.commit();
    if (!read.length) reviewing.edit(row, "deadlines");
  };

  // ---- Fields of the head -------------------------------------------------------------------------------------------
  const day = (words) => {
    const found = words.match(/(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})/) ?? words.match(/()tháng\s*(\d{1,2})\s*năm\s*(\d{4})/);
    return found ? found.slice(1).filter(Boolean).map((part) => part.padStart(2, "0")).join("/") : words;
  };

  const headValues = {
    subject: (words) => ({ subject: words.replace(/^\s*(?:V\/v|Về việc)\s*:?\s*/i, "") }),
    reference: (words) => {
      const found = words.match(/(\d+[a-z]?)\s*([/-])\s*(\S.*)/i);
      return found ? { code_number: found[1], code_notation: found[3].trim() } : { code_notation: words };
    },
    issued: (words) => ({ issued: day(words) }),
    issuing_body: (words) => ({ issuing_body: words }),
    signer_name: (words) => ({ signer_name: words }),
  };

  const setHead = (name, passage) => {
    const head = document.getElementById("head");
    const values = headValues[name](wordsOf(passage).replace(/\s+/g, " "));
    for (const [key, value] of Object.entries(values)) {
      const control = head.querySelector(`[name="head-${key}"]`);
      control.value = value;
      reviewing.spots.set(`head-${key}`, [passage]);
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.dispatchEvent(new Event("change", { bubbles: true }));
      control.focus();
    }
  };

  const pick = async (name, isMore = false) => {
    const passage = picked();
    if (!passage) return;
    const row = rowFor(passage);
    getSelection().removeAllRanges();
    hide();
    reviewing.showPane("proposal");
    if (name === "item" || name === "continuation") return makeRows(passage, name === "continuation");
    if (name === "addressees") return setParty(passage, document.querySelector('[data-parties="head-addressees"]'), document.getElementById("head"), false);
    if (name in headValues) return setHead(name, passage);
    if (!row) return;
    if (name === "deadlines") await setDeadline(passage, row, isMore);
    else await setParty(passage, reviewing.rows.box(row, name), row, name === "leads");
    if (!picked() && !reviewing.rows.fold(row).open) reviewing.select(row);
    reviewing.say(`Đã ghi vào ${nameOf(row)}.`);
  };

  // ---- Selecting by keyboard: a line of the text, further lines, a word less or more --------------------------------
  const lineAround = (offset, step) => {
    const text = reviewing.wholeText;
    let at = offset;
    if (step < 0) at = text.lastIndexOf("\n", Math.max(offset - 1, 0)) - 1;
    else if (step > 0) at = (text.indexOf("\n", offset) + 1 || text.length) || 0;
    while (at > 0 && at < text.length && /\s/.test(text[at])) at += step < 0 ? -1 : 1;
    at = Math.min(Math.max(at, 0), text.length - 1);
    const start = text.lastIndexOf("\n", at - (text[at] === "\n" ? 1 : 0)) + 1;
    const end = text.indexOf("\n", at);
    return [start, end < 0 ? text.length : end];
  };

  const choose = ([start, end]) => {
    const selection = getSelection();
    const range = reviewing.rangeOf([start, end]);
    selection.removeAllRanges();
    selection.addRange(range);
    const box = range.getBoundingClientRect();
    const view = paper.getBoundingClientRect();
    if (box.bottom > view.bottom || box.top < view.top) paper.scrollTop += box.top - view.top - paper.clientHeight / 3;
    offer();
  };

  const stepLine = (step, isMore) => {
    const now = picked();
    if (!now) {
      const own = reviewing.current && reviewing.rows.span(reviewing.current);
      return choose(lineAround(own ? own[0] : 0, 0));
    }
    const next = lineAround(step < 0 ? now[0] : now[1], step);
    choose(isMore ? [Math.min(now[0], next[0]), Math.max(now[1], next[1])] : next);
  };

  const stepWord = (step) => {
    const now = picked();
    if (!now) return;
    const text = reviewing.wholeText;
    if (step > 0) return choose([now[0], now[1] + (text.slice(now[1]).match(/^\s*\S+/)?.[0].length ?? 0)]);
    const shorter = text.slice(...now).replace(/\s*\S+\s*$/, "");
    if (shorter) choose([now[0], now[0] + shorter.length]);
  };

  Object.assign(reviewing, { picked, pick, hidePalette: hide, stepLine, stepWord });

  palette.addEventListener("mousedown", (event) => event.preventDefault());
  palette.addEventListener("click", (event) => {
    const button = event.target.closest("[data-pick]");
    if (button) pick(button.dataset.pick);
  });
  document.addEventListener("mouseup", (event) => !palette.contains(event.target) && setTimeout(offer));
  if (matchMedia("(pointer: coarse)").matches) {
    let soon = 0;
    document.addEventListener("selectionchange", () => {
      clearTimeout(soon);
      soon = setTimeout(offer, 400); // a finger has no moment of letting go
    });
  }
  paper.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && offer());
  paper.addEventListener("scroll", hide, { passive: true });
})();
