// The rows of the tree: each is read at a glance and opened to be edited; levels, order, splitting and joining. What an
// act means is the same as in directives/forms/row_acts.py, which the buttons use where there is no script.
(() => {
  const MAX_LEVEL = 6;
  const KINDS = { heading: "đề mục", continuation: "đoạn tiếp theo", prose: "đoạn văn" };
  const DEADLINES = { date: "ngày cụ thể", days: "số ngày", working_days: "số ngày làm việc", recurring: "định kỳ", immediate: "ngay, khẩn trương", by_regulation: "theo quy định" };
  const LABEL = /^\s*(?:\(?((?:\d{1,3}(?:\.\d{1,3}){0,3})|[a-zđ]|[IVXivx]{1,5})\s?[.)/]|\((\d{1,3}|[a-zđ])\)|([-–+•*])|(\d{1,3}(?:\.\d{1,3}){1,3}))\s+/i;

  const list = () => document.getElementById("rows");
  const all = () => [...list().children];
  const field = (row, name) => row.querySelector(`[name="${row.id}-${name}"]`);
  const box = (row, name) => row.querySelector(`[data-parties="${row.id}-${name}"]`);
  const fold = (row) => row.querySelector(".node-fold");
  const handle = (row) => row.querySelector(".node-shown");
  const text = (row) => field(row, "text");
  const level = (row) => Math.min(Math.max(Number(field(row, "level").value) || 1, 1), MAX_LEVEL);
  const span = (row) => {
    const [start, end] = ["start", "end"].map((name) => field(row, name).value);
    return start !== "" && end !== "" ? [Number(start), Number(end)] : null;
  };
  const setSpan = (row, start, end) => {
    field(row, "start").value = start ?? "";
    field(row, "end").value = end ?? "";
  };

  const setLevel = (row, wanted) => {
    field(row, "level").value = wanted;
    row.className = row.className.replace(/depth-\d/, `depth-${wanted - 1}`);
  };

  // The row and all that stands under it.
  const block = (row) => {
    const found = [row];
    for (let next = row.nextElementSibling; next && level(next) > level(row); next = next.nextElementSibling) found.push(next);
    return found;
  };

  // ---- At a glance --------------------------------------------------------------------------------------------------
  const element = (tag, className, words) => Object.assign(document.createElement(tag), { className, textContent: words });

  const dayIn = (words) => words.match(/\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/g)?.map((day) => day.split(/[/.-]/).map(Number).join("/")) ?? [];

  const inWords = ({ kind, as_printed: words, due_on: day }) => {
    if (!words) return day || DEADLINES[kind] || "";
    return day && dayIn(day).length && !dayIn(words).includes(dayIn(day)[0]) ? `${words} (${day})` : words;
  };

  const valueShown = (name, caption, shown) => {
    const whole = element("span", "value", "");
    whole.dataset.field = name;
    whole.append(element("span", "value-name", caption));
    for (const { words, printed, doubt, why } of shown) {
      const chip = element("span", `value-chip${doubt ? " value-doubt" : ""}`, words);
      if (why) chip.title = why;
      chip.dataset.words = printed;
      whole.append(" ", chip);
    }
    return whole;
  };

  const partiesShown = (row, name) => {
    const { chips, typed } = reviewing.partiesValue(box(row, name));
    const shown = chips.filter((chip) => chip.checked).map((chip) => ({
      words: chip.known ? chip.label : `${chip.label} (chưa rõ đơn vị)`, printed: chip.value.replace(/^[^:]*:/, ""), doubt: chip.doubt || !chip.known, why: chip.doubt,
    }));
    return typed.trim() ? [...shown, { words: typed.trim(), printed: typed.trim(), doubt: true }] : shown;
  };

  const show = (row) => {
    if (!row.classList.contains("node")) return;
    row.className = row.className.replace(/depth-\d/, `depth-${level(row) - 1}`);
    const shown = handle(row);
    shown.querySelector(".node-mark").textContent = field(row, "label").value;
    shown.querySelector(".node-kind-said").textContent = KINDS[field(row, "kind").value] ?? "";
    shown.querySelector(".node-words").textContent = text(row).value;
    const lines = [...row.querySelectorAll(".deadlines > .deadline")].map(reviewing.lineValue);
    const deadlines = lines.map((line) => ({ words: inWords(line), printed: line.as_printed || line.due_on })).filter((one) => one.words);
    const values = [["leads", "Chủ trì:", partiesShown(row, "leads")], ["coordinating", "Phối hợp:", partiesShown(row, "coordinating")], ["deadlines", "Hạn:", deadlines]];
    shown.querySelector(".node-values").replaceChildren(
      ...values.filter(([, , found]) => found.length).map(([name, caption, found]) => valueShown(name, caption, found)),
    );
    reviewing.weighDoubts?.(row);
  };

  const told = () => {
    const cited = document.getElementById("cited-count");
    const count = `(${document.getElementById("citations").children.length})`;
    if (cited.textContent !== count) cited.textContent = count;
    const line = document.getElementById("told");
    if (!line.dataset.told) return;
    const items = all().filter((row) => field(row, "kind").value === "item").map(level);
    const entered = items.filter((one) => one === Math.min(...items)).length;
    const words = `Văn bản báo ${line.dataset.told} nội dung, đã nhập ${entered}`;
    if (line.textContent !== words) line.textContent = words;
    line.classList.toggle("is-short", Number(line.dataset.told) !== entered);
  };

  // ---- The row one is at --------------------------------------------------------------------------------------------
  const mark = (row) => {
    if (reviewing.current === row) return;
    const before = reviewing.current;
    if (before) {
      before.removeAttribute("data-current");
      handle(before).tabIndex = -1;
    }
    reviewing.current = row;
    row.setAttribute("data-current", "");
    handle(row).tabIndex = 0;
  };

  const select = (row) => {
    mark(row);
    handle(row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  const leave = (row) => {
    fold(row).open = false;
    show(row);
    select(row);
  };

  const FIRST = { text: (row) => text(row), label: (row) => field(row, "label"), deadlines: (row) => row.querySelector(".deadline-date input, .deadline select") };

  const edit = (row, name = "text") => {
    mark(row);
    for (const other of list().querySelectorAll(".node-fold[open]")) if (other !== fold(row)) other.open = false;
    fold(row).open = true;
    const control = (FIRST[name] ?? ((one) => box(one, name).querySelector("input[type=text]")))(row);
    const wanted = name === "deadlines" && !control.offsetParent ? row.querySelector(".deadline select") : control;
    wanted.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    if (name === "label" || name === "deadlines") wanted.select?.();
    else if (name === "text") wanted.setSelectionRange(wanted.value.length, wanted.value.length);
  };

  // ---- Acts ---------------------------------------------------------------------------------------------------------
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

  Object.assign(reviewing, {
    rows: { all, block, level, field, box, span, setSpan, text, handle, fold, shift, move, after, remove, split, merge, fresh, hand, inherit, chooseLead, LABEL },
    current: null, select, edit, leave, show, mark,
  });

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
    reviewing.current = null;
    all().forEach((row, at) => {
      handle(row).tabIndex = at ? -1 : 0;
      handle(row).setAttribute("aria-describedby", "rows-help");
    });
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
    // The first press of the pointer chooses the row, the second opens it at what was pressed.
    list().addEventListener("click", (event) => {
      const shown = event.target.closest(".node-shown");
      if (!shown || event.detail === 0) return;
      event.preventDefault();
      const row = shown.closest(".node");
      if (fold(row).open) return leave(row);
      const wasCurrent = reviewing.current === row && row.hasAttribute("data-chosen");
      for (const other of list().querySelectorAll("[data-chosen]")) other.removeAttribute("data-chosen");
      row.setAttribute("data-chosen", "");
      if (wasCurrent) return edit(row, event.target.closest("[data-field]")?.dataset.field);
      select(row);
      reviewing.lightValue?.(row, event.target.closest("[data-words]"));
    });
    list().addEventListener("focusin", (event) => mark(event.target.closest(".node")));
    list().addEventListener("input", (event) => {
      const row = event.target.closest(".node");
      if (row && !event.target.matches("textarea")) show(row);
    });
    form.addEventListener("change", (event) => {
      const row = event.target.closest(".node");
      if (row) show(row);
    });
    form.addEventListener("review:changed", told);
    told();
  });
})();
