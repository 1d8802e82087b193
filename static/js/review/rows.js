// The rows of the tree: each is read at a glance and opened to be edited, one at a time.
(() => {
  const MAX_LEVEL = 6;
  const KINDS = { heading: "đề mục", continuation: "đoạn tiếp theo", prose: "đoạn văn" };
  const DEADLINES = { date: "ngày cụ thể", days: "số ngày", working_days: "số ngày làm việc", recurring: "định kỳ", immediate: "ngay, khẩn trương", by_regulation: "theo quy định" };

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

  Object.assign(reviewing, {
    rows: { MAX_LEVEL, list, all, block, level, setLevel, field, box, span, setSpan, text, handle, fold },
    current: null, select, edit, leave, show, mark,
  });

  reviewing.begin((form) => {
    reviewing.current = null;
    all().forEach((row, at) => {
      handle(row).tabIndex = at ? -1 : 0;
      handle(row).setAttribute("aria-describedby", "rows-help");
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
