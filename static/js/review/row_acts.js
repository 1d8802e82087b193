// What is done to rows: levels, order, splitting, joining. An act means the same as in directives/forms/row_acts.py, which
// the buttons use where there is no script.
(() => {
  const LABEL = /^\s*(?:\(?((?:\d{1,3}(?:\.\d{1,3}){0,3})|[a-zđ]|[IVXivx]{1,5})\s?[.)/]|\((\d{1,3}|[a-zđ])\)|([-–+•*])|(\d{1,3}(?:\.\d{1,3}){1,3}))\s+/i;
  const { MAX_LEVEL, list, all, block, level, setLevel, field, box, span, setSpan, text, handle, fold } = reviewing.rows;
  const { show, select, edit } = reviewing;

  const touchAll = (rows) => rows.forEach(reviewing.touch);

  const shift = (row, by) => {
    const above = row.previousElementSibling;
    const deepest = by > 0 ? (above ? level(above) + 1 : 1) : MAX_LEVEL;
    const moved = block(row);
    const levels = moved.map((one) => level(one) + by);
    if (levels[0] > deepest || Math.min(...levels) < 1 || Math.max(...levels) > MAX_LEVEL) {
      return reviewing.say(by > 0 ? "Không thụt vào thêm được." : "Không đưa ra thêm được.");
    }
    moved.forEach((one, at) => setLevel(one, levels[at]));
    touchAll(moved);
    reviewing.commit();
    reviewing.say(`Cấp ${level(row)}`);
  };

  const move = (row, by) => {
    const moved = block(row);
    let before;
    if (by < 0) {
      before = row.previousElementSibling;
      while (before && level(before) > level(row)) before = before.previousElementSibling;
    } else {
      const next = moved.at(-1).nextElementSibling;
      before = next && (level(next) === level(row) ? block(next).at(-1) : next);
    }
    if (!before) return reviewing.say("Không chuyển thêm được.");
    const focused = document.activeElement;
    if (by < 0) before.before(...moved);
    else before.after(...moved);
    if (row.contains(focused)) focused.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    reviewing.commit();
  };

  const fresh = (at, { level: wanted = 1, ...values } = {}) => {
    const row = reviewing.madeFrom("row-template", "r");
    setLevel(row, Math.min(Math.max(wanted, 1), MAX_LEVEL));
    for (const [name, value] of Object.entries(values)) field(row, name).value = value;
    list().insertBefore(row, at);
    reviewing.enhance(row);
    handle(row).tabIndex = -1;
    show(row);
    return row;
  };

  const after = (row) => {
    const made = fresh(row ? row.nextElementSibling : null, { level: row ? level(row) : 1 });
    reviewing.commit();
    edit(made);
  };

  const remove = (row) => {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    reviewing.commit();
    if (next) select(next);
    else reviewing.form.querySelector('[value="add"]').focus();
  };

  // Chips and deadlines whose words stand in the part that was cut off go with it.
  const hand = (from, to, kept, cut) => {
    const goes = (words) => words && cut.includes(words) && !kept.includes(words);
    for (const name of ["leads", "coordinating"]) {
      const { chips, typed } = reviewing.partiesValue(box(from, name));
      const away = chips.filter((chip) => goes(chip.value.replace(/^[^:]*:/, "")));
      if (!away.length) continue;
      reviewing.writeParties(box(from, name), { chips: chips.filter((chip) => !away.includes(chip)), typed });
      if (to) for (const chip of away) reviewing.addParty(box(to, name), chip);
    }
    const lines = [...from.querySelectorAll(".deadlines > .deadline")].map(reviewing.lineValue);
    const away = lines.filter((line) => goes(line.as_printed));
    if (!away.length) return;
    reviewing.writeLines(from.querySelector(".deadlines"), from.id, lines.filter((line) => !away.includes(line)));
    if (to) reviewing.writeLines(to.querySelector(".deadlines"), to.id, away);
  };

  // What names nobody is for whoever leads what it stands under, as in a reading.
  const inherit = (row) => {
    if (["heading", "continuation"].includes(field(row, "kind").value) || reviewing.partiesValue(box(row, "leads")).chips.length) return;
    let above = row.previousElementSibling;
    while (above && level(above) >= level(row)) above = above.previousElementSibling;
    if (!above) return;
    reviewing.writeParties(box(row, "leads"), { chips: reviewing.partiesValue(box(above, "leads")).chips.filter((chip) => chip.checked), typed: "" });
    show(row);
  };

  const split = (row, at) => {
    const whole = text(row).value;
    const kept = whole.slice(0, at).trimEnd();
    let cut = whole.slice(at).trim();
    if (!kept || !cut) return reviewing.say("Đặt con trỏ vào giữa nội dung để tách dòng.");
    const label = cut.match(LABEL);
    if (label) cut = cut.slice(label[0].length);
    const own = span(row);
    const found = own && reviewing.findWords(whole.slice(at).trim(), ...own);
    text(row).value = kept;
    if (found) setSpan(row, own[0], found[0]);
    const made = fresh(row.nextElementSibling, {
      level: level(row), label: label ? label[1] ?? label[2] ?? label[3] ?? label[4] : "", text: cut, kind: field(row, "kind").value,
      start: found ? found[0] : "", end: found ? own[1] : "",
    });
    hand(row, made, kept, cut);
    inherit(made);
    show(made);
    fold(row).open = false;
    show(row);
    reviewing.touch(row);
    reviewing.commit();
    select(made);
  };

  const merge = (row) => {
    const above = row.previousElementSibling;
    if (!above) return reviewing.say("Không có dòng ở trên để gộp.");
    const isContinuation = field(row, "kind").value === "continuation";
    const label = field(row, "label").value;
    const printed = label && !isContinuation ? `${reviewing.labelPrinted?.(row) ?? `${label}.`} ` : "";
    const before = text(above).value.trimEnd();
    const apart = isContinuation ? "\n\n" : " ";
    text(above).value = [before, `${printed}${text(row).value}`].filter((words) => words.trim()).join(apart);
    for (const name of ["leads", "coordinating"]) {
      for (const chip of reviewing.partiesValue(box(row, name)).chips) if (chip.checked) reviewing.addParty(box(above, name), chip);
    }
    const lines = [above, row].flatMap((one) => [...one.querySelectorAll(".deadlines > .deadline")].map(reviewing.lineValue));
    reviewing.writeLines(above.querySelector(".deadlines"), above.id, lines.filter((line) => Object.values(line).some(Boolean)));
    const [own, other] = [span(above), span(row)];
    if (own && other) setSpan(above, own[0], Math.max(own[1], other[1]));
    const wasOpen = fold(row).open;
    row.remove();
    show(above);
    reviewing.touch(above);
    reviewing.commit();
    if (!wasOpen) return select(above);
    edit(above);
    text(above).setSelectionRange(before.length + apart.length, before.length + apart.length);
  };

  const addDeadline = (row) => {
    const box_ = row.querySelector(".deadlines");
    reviewing.writeLines(box_, row.id, [...[...box_.children].map(reviewing.lineValue), {}]);
    box_.lastElementChild.querySelector("select").focus();
  };

  const chooseLead = (row, value) => {
    const leads = reviewing.partiesValue(box(row, "leads"));
    const accepted = (one) => one.replace(/^([ug]\d+)?\?:/, "$1:");
    const chosen = leads.chips.find((chip) => accepted(chip.value) === accepted(value));
    if (!chosen) return;
    const helping = reviewing.partiesValue(box(row, "coordinating"));
    const others = leads.chips.filter((chip) => chip !== chosen && !helping.chips.some((one) => one.value === chip.value));
    reviewing.writeParties(box(row, "leads"), { chips: [{ ...chosen, checked: true }], typed: leads.typed });
    reviewing.writeParties(box(row, "coordinating"), { chips: [...others, ...helping.chips], typed: helping.typed });
    show(row);
    reviewing.touch(row);
  };

  Object.assign(reviewing.rows, { shift, move, after, remove, split, merge, fresh, hand, inherit, chooseLead, LABEL });

  const acts = {
    in: (row) => shift(row, 1), out: (row) => shift(row, -1), up: (row) => move(row, -1), down: (row) => move(row, 1),
    merge, after, remove, deadline: addDeadline,
    add: () => after(all().at(-1)),
    cite: () => {
      const made = reviewing.madeFrom("citation-template", "c");
      document.getElementById("citations").append(made);
      reviewing.enhance(made);
      made.querySelector("select").focus();
      reviewing.commit();
    },
    uncite: (cited) => {
      cited.remove();
      reviewing.form.querySelector('[value="cite"]').focus();
      reviewing.commit();
    },
  };

  reviewing.begin((form) => {
    form.addEventListener("click", (event) => {
      const button = event.target.closest('button[name="act"]');
      const [name, key] = (button?.value ?? "").split(":");
      if (!(name in acts)) return;
      const part = key && document.getElementById(key);
      if (key && !part) return;
      event.preventDefault();
      button.closest("details.menu")?.removeAttribute("open");
      acts[name](part);
    });
  });
})();
