// The review of a reading. A passage of the document and the field it was read for light up together; rows are added,
// removed and indented, units become chips, all without a trip to the server. Without this file the buttons send the form.
(() => {
  const form = document.getElementById("review");
  if (!form) return;

  // ---- Passage and field --------------------------------------------------------------------------------------------
  // data-span holds the keys of all fields that a passage belongs to, the nearest first; a field has one key.
  const keysOf = (element) => (element?.dataset.span ?? "").split(" ").filter(Boolean);

  const partsOf = (key) => form.querySelectorAll(`[data-span~="${CSS.escape(key)}"]`);

  const light = (target, on) => {
    const key = keysOf(target.closest?.("[data-span]"))[0];
    if (key) for (const part of partsOf(key)) part.toggleAttribute("data-lit", on);
  };

  for (const [type, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    form.addEventListener(type, (event) => light(event.target, on));
  }

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const paper = form.querySelector(".review-document");

  form.addEventListener("focusin", (event) => {
    const key = keysOf(event.target.closest(".proposal [data-span]"))[0];
    const passage = key && paper?.querySelector(`[data-span~="${CSS.escape(key)}"]`);
    if (!passage || paper.scrollHeight <= paper.clientHeight) return;
    const above = passage.getBoundingClientRect().top - paper.getBoundingClientRect().top;
    paper.scrollTo({ top: paper.scrollTop + above - paper.clientHeight / 3, behavior: still.matches ? "auto" : "smooth" });
  });

  paper?.addEventListener("click", (event) => {
    if (getSelection().toString()) return;
    const key = keysOf(event.target.closest("[data-span]"))[0];
    const field = key && form.querySelector(`.proposal [data-span="${CSS.escape(key)}"]`);
    const input = field?.querySelector("input:not([type=hidden]), select, textarea");
    input?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
  });

  // A doubt that a person has dealt with is quiet again.
  form.addEventListener("input", (event) => {
    const doubted = event.target.closest(".review-doubt");
    doubted?.classList.remove("review-doubt");
  });

  // ---- Rows ---------------------------------------------------------------------------------------------------------
  const rows = document.getElementById("rows");
  const citations = document.getElementById("citations");
  let count = Date.now();

  const made = (template, letter) => {
    const holder = document.createElement("template");
    count += 1;
    holder.innerHTML = document.getElementById(template).innerHTML.replaceAll("__key__", `${letter}${count}`);
    return holder.content.firstElementChild;
  };

  const enhance = (element) => document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: element } }));

  const place = (row, before, list) => {
    list.insertBefore(row, before);
    enhance(row);
    row.querySelector("input:not([type=hidden])").focus();
  };

  const levelOf = (row) => row.querySelector('input[name$="-level"]');

  const setLevel = (row, level) => {
    const kept = Math.min(Math.max(level, 1), 6);
    levelOf(row).value = kept;
    row.className = row.className.replace(/depth-\d/, `depth-${kept - 1}`);
  };

  const acts = {
    add: () => place(made("row-template", "r"), null, rows),
    cite: () => place(made("citation-template", "c"), null, citations),
    after: (row) => {
      const fresh = made("row-template", "r");
      setLevel(fresh, Number(levelOf(row).value));
      place(fresh, row.nextElementSibling, rows);
    },
    in: (row) => setLevel(row, Number(levelOf(row).value) + 1),
    out: (row) => setLevel(row, Number(levelOf(row).value) - 1),
    remove: (row) => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector("summary, input:not([type=hidden])") ?? form.querySelector('[value="add"]')).focus();
    },
    uncite: (row) => {
      row.remove();
      form.querySelector('[value="cite"]').focus();
    },
    deadline: (row) => {
      const lines = row.querySelector(".deadlines");
      const blank = document.createElement("template");
      blank.innerHTML = document.getElementById("row-template").innerHTML.replaceAll("__key__", row.id);
      const line = blank.content.querySelector(".deadline");
      lines.append(line);
      enhance(line);
      line.querySelector("select").focus();
    },
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="act"]');
    const [name, key] = (button?.value ?? "").split(":");
    if (!(name in acts)) return;
    const row = key && document.getElementById(key);
    if (key && !row) return;
    event.preventDefault();
    button.closest("details")?.removeAttribute("open");
    acts[name](row);
    changed = true;
  });

  // ---- Units --------------------------------------------------------------------------------------------------------
  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

  const known = new Map([...document.querySelectorAll("#party-names option")].map((o) => [fold(o.value), o]));

  // Only a name of the list becomes a chip here; what else is typed is matched by the server.
  const addChip = (input) => {
    const option = known.get(fold(input.value));
    if (!option) return false;
    const box = input.closest("[data-parties]");
    const name = box.dataset.parties;
    const value = `${option.dataset.party}:${option.value}`;
    const there = [...box.querySelectorAll("input[type=checkbox]")].find((one) => one.value.split(":")[0] === option.dataset.party);
    if (there) there.checked = true;
    else {
      const chip = document.getElementById("chip-template").content.firstElementChild.cloneNode(true);
      Object.assign(chip.querySelector("input"), { name, value });
      chip.querySelector("span").textContent = option.value;
      input.before(chip);
    }
    input.value = "";
    return true;
  };

  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (event.key !== "Enter" || !input.matches?.("[data-parties] > input[type=text]") || !input.value.trim()) return;
    event.preventDefault();
    addChip(input);
  });

  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-parties] > input[type=text]")) addChip(event.target);
  });

  form.addEventListener("input", (event) => {
    if (event.inputType === "insertReplacementText" && event.target.matches("[data-parties] > input[type=text]")) addChip(event.target);
  });

  // ---- Leaving with something typed ---------------------------------------------------------------------------------
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  for (const sent of document.querySelectorAll("form[method=post]")) sent.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
})();
