// The review of a reading, first of its scripts: a part of the proposal (the head, a cited document, a row) as a plain
// value, and a value put back into its part. What undo remembers, what is compared before anything is saved.
// The other scripts of this folder add to `reviewing`; each registers what it does when a form begins.
window.reviewing = (() => {
  const starters = [];
  const html = (id) => document.getElementById(id).innerHTML;

  const made = (markup) => {
    const holder = document.createElement("template");
    holder.innerHTML = markup;
    return holder.content.firstElementChild;
  };

  const enhance = (element) => document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: element } }));

  // ---- Units: chips with a box each, and a field in which names are typed -------------------------------------------
  const chipValue = (chip) => {
    const box = chip.querySelector("input");
    return {
      value: box.value, checked: box.checked, label: chip.dataset.label, known: !chip.classList.contains("party-unknown"),
      doubt: chip.dataset.doubt ?? "", accepted: chip.dataset.accepted ?? "",
    };
  };

  const chipMade = (name, { value, checked = true, label, known = true, doubt = "", accepted = "" }) => {
    const chip = made(html("chip-template"));
    const box = chip.querySelector("input");
    box.name = name;
    box.value = value;
    box.checked = checked;
    chip.querySelector("span").textContent = known ? label : `${label} (chưa rõ đơn vị)`;
    chip.dataset.label = label;
    chip.classList.toggle("party-unknown", !known);
    chip.classList.toggle("party-doubt", Boolean(doubt));
    if (doubt) Object.assign(chip.dataset, { doubt, accepted });
    const printed = value.replace(/^[^:]*:/, "");
    chip.title = doubt || (printed && printed !== label ? `Văn bản ghi: ${printed}` : "");
    return chip;
  };

  const partiesValue = (box) => ({
    chips: [...box.querySelectorAll(":scope > .party")].map(chipValue),
    typed: box.querySelector(":scope > input").value,
  });

  const writeParties = (box, { chips, typed }) => {
    for (const old of box.querySelectorAll(":scope > .party")) old.remove();
    const input = box.querySelector(":scope > input");
    input.value = typed;
    input.before(...chips.map((chip) => chipMade(box.dataset.parties, chip)));
  };

  // ---- Deadlines: lines of several controls -------------------------------------------------------------------------
  const LINE = ["kind", "due_on", "as_printed", "days", "anchor", "recurrence"];
  const inLine = (line, part) => line.querySelector(`[name$="-${part}"]`);
  const lineValue = (line) => Object.fromEntries(LINE.map((part) => [part, inLine(line, part).value]));

  const lineMade = (key, value = {}) => {
    const row = made(html("row-template").replaceAll("__key__", key));
    const line = row.querySelector(".deadline");
    for (const part of LINE) inLine(line, part).value = value[part] ?? "";
    return line;
  };

  const writeLines = (box, key, lines) => {
    box.replaceChildren(...(lines.length ? lines : [{}]).map((line) => lineMade(key, line)));
    for (const line of box.children) enhance(line);
  };

  // ---- A whole part -------------------------------------------------------------------------------------------------
  const plain = (part) =>
    [...part.querySelectorAll("input[name], select[name], textarea[name]")].filter((one) => !one.closest("[data-parties], .deadlines"));
  const nameOf = (control) => (control.type === "checkbox" ? `${control.name}=${control.value}` : control.name);
  const valueOf = (control) => (control.type === "checkbox" ? control.checked : control.value);

  const read = (part) => ({
    plain: Object.fromEntries(plain(part).map((control) => [nameOf(control), valueOf(control)])),
    parties: Object.fromEntries([...part.querySelectorAll("[data-parties]")].map((box) => [box.dataset.parties, partiesValue(box)])),
    lines: [...part.querySelectorAll(".deadlines > .deadline")].map(lineValue),
  });

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  const write = (part, value) => {
    for (const control of plain(part)) {
      const wanted = value.plain[nameOf(control)];
      if (wanted === undefined || wanted === valueOf(control)) continue;
      if (control.type === "checkbox") control.checked = wanted;
      else control.value = wanted;
    }
    for (const box of part.querySelectorAll("[data-parties]")) {
      const wanted = value.parties[box.dataset.parties];
      if (wanted && !same(wanted, partiesValue(box))) writeParties(box, wanted);
    }
    const lines = part.querySelector(".deadlines");
    if (lines && !same(value.lines, [...lines.children].map(lineValue))) writeLines(lines, part.id, value.lines);
    reviewing.show?.(part);
  };

  // ---- Beginning ----------------------------------------------------------------------------------------------------
  const start = () => {
    const form = document.getElementById("review");
    if (form === reviewing.form) return;
    reviewing.form = form;
    if (!form) return;
    for (const part of document.querySelectorAll("#reviewing [data-script][hidden]")) part.hidden = false;
    for (const starter of starters) starter(form);
  };

  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSwap", start);

  // Says a sentence to who can't see what happened.
  const say = (words) => {
    const region = document.getElementById("messages-said") ?? document.body.appendChild(
      Object.assign(document.createElement("div"), { id: "messages-said", className: "visually-hidden", role: "status" }),
    );
    region.textContent = words;
  };

  let count = Date.now();
  const freshKey = (letter) => `${letter}${(count += 1)}`;

  const madeFrom = (template, letter) => made(html(template).replaceAll("__key__", freshKey(letter)));

  return {
    form: null, begin: (starter) => starters.push(starter),
    read, write, same, chipMade, partiesValue, writeParties, lineValue, writeLines, madeFrom, enhance, say,
  };
})();
