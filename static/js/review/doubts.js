// Doubts: how many are seen, where the next one is, and one key or press that answers it.
(() => {
  const made = new Map(); // doubts that came up here, so that each stands once

  // A unit that was added here and may not be the one meant: said in its place, answered by one press.
  const addDoubt = (names, { value, label, known, doubt, accepted, alternatives }) => {
    const part = names.closest(".node, #head");
    const key = `${names.dataset.parties}=${value}`;
    if (made.get(key)?.isConnected) return;
    const line = document.getElementById("doubt-template").content.firstElementChild.cloneNode(true);
    Object.assign(line.dataset, { doubt: key, chip: value });
    line.querySelector(".doubt-words").textContent = doubt;
    const act = `party:${part.id}:${names.dataset.parties.split("-").pop()}`;
    for (const [wanted, words] of [[accepted, known ? `Đúng là ${label}` : "Giữ như văn bản"], ...(alternatives ?? [])]) {
      line.querySelector(".doubt-answers").append(Object.assign(document.createElement("button"), { className: "button button-small", name: "act", value: `${act}:${wanted}`, textContent: words }));
    }
    made.set(key, line);
    (part.matches(".node") ? part : names.closest(".review-field")).append(line);
  };

  const all = () => [...reviewing.form.querySelectorAll(".doubt")];
  const box = (doubt) => doubt.querySelector('input[name="seen"]');
  const partOf = (doubt) => doubt.closest(".node, #head, #doubts");
  const placeOf = (doubt) => doubt.closest(".node, .review-field");

  // A doubtful unit is settled once its chip is another one or gone; a doubt of the reading once its box is checked.
  const isSeen = (doubt) => {
    if (box(doubt)) return box(doubt).checked;
    const chips = partOf(doubt).querySelectorAll(".party input");
    return ![...chips].some((chip) => chip.checked && chip.value === doubt.dataset.chip);
  };

  const weigh = (part) => {
    for (const doubt of part.querySelectorAll(".doubt")) doubt.classList.toggle("is-seen", isSeen(doubt));
    if (part.classList.contains("node")) part.classList.toggle("review-doubt", Boolean(part.querySelector(".doubt:not(.is-seen)")));
  };

  const count = () => {
    const doubts = all();
    const seen = doubts.filter((doubt) => doubt.classList.contains("is-seen")).length;
    const progress = document.getElementById("doubt-progress");
    if (!progress) return;
    const words = `Đã xem ${seen}/${doubts.length} chỗ cần xem`;
    const line = document.getElementById("doubt-count");
    if (line.textContent === words) return;
    line.textContent = words;
    progress.max = Math.max(doubts.length, 1);
    progress.value = doubts.length ? seen : 1;
    const byKey = new Map(doubts.map((doubt) => [doubt.dataset.doubt, doubt]));
    for (const link of document.querySelectorAll("[data-doubt-link]")) {
      const doubt = byKey.get(link.dataset.doubtLink);
      link.closest("li").hidden = !doubt;
      link.closest("li").classList.toggle("is-seen", Boolean(doubt?.classList.contains("is-seen")));
    }
  };

  const goTo = (doubt) => {
    const place = placeOf(doubt);
    for (let folded = doubt.closest("details:not([open])"); folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
    if (place?.classList.contains("node")) return reviewing.select(place);
    const control = (place ?? doubt).querySelector("input:not([type=hidden]), select, textarea");
    control.focus({ preventScroll: true });
    (place ?? doubt).scrollIntoView({ block: "center" });
  };

  const step = (by) => {
    const open = all().filter((doubt) => !doubt.classList.contains("is-seen"));
    if (!open.length) return reviewing.say("Không còn chỗ nào cần xem.");
    const here = document.activeElement;
    const place = here.closest(".node, .review-field, .doubt");
    const isAfter = (doubt) => Boolean((place ?? here).compareDocumentPosition(doubt) & Node.DOCUMENT_POSITION_FOLLOWING) && !place?.contains(doubt);
    const isBefore = (doubt) => Boolean((place ?? here).compareDocumentPosition(doubt) & Node.DOCUMENT_POSITION_PRECEDING);
    const isOutside = !reviewing.form.contains(here);
    const next = by > 0 ? (isOutside ? open[0] : open.find(isAfter) ?? open[0]) : open.findLast(isBefore) ?? open.at(-1);
    goTo(next);
  };

  // The doubts of the place one is at, those still open first.
  const here = () => {
    const place = document.activeElement.closest(".node, .review-field, .doubt");
    const found = place ? [...(place.matches(".doubt") ? [place] : place.querySelectorAll(".doubt"))] : [];
    return found.filter((doubt) => !doubt.classList.contains("is-seen"));
  };

  const settle = (part) => {
    reviewing.touch(part);
    reviewing.show(part);
    weigh(part);
    reviewing.commit();
  };

  // "party:r7:leads:u12:P. TCCB": what these words mean is u12.
  const chooseParty = (doubt, value, label) => {
    const part = partOf(doubt);
    for (const names of part.querySelectorAll("[data-parties]")) {
      const { chips, typed } = reviewing.partiesValue(names);
      if (!chips.some((chip) => chip.value === doubt.dataset.chip)) continue;
      const known = /^[ug]\d/.test(value);
      reviewing.writeParties(names, {
        chips: chips.map((chip) => (chip.value === doubt.dataset.chip ? { value, label: label ?? chip.label, known, checked: true } : chip)), typed,
      });
    }
  };

  const accept = () => {
    const open = here();
    if (!open.length) return reviewing.say("Chỗ này không có gì cần xem.");
    for (const doubt of open) {
      if (box(doubt)) box(doubt).checked = true;
      else {
        const accepted = [...partOf(doubt).querySelectorAll(".party")].find((chip) => chip.querySelector("input").value === doubt.dataset.chip)?.dataset.accepted;
        if (accepted) chooseParty(doubt, accepted);
      }
    }
    settle(partOf(open[0]));
    reviewing.say("Đã xem.");
  };

  const answer = (button) => {
    const doubt = button.closest(".doubt");
    const [name, key, ...rest] = button.value.split(":");
    if (name === "lead") {
      reviewing.rows.chooseLead(document.getElementById(key), rest.join(":"));
      if (box(doubt)) box(doubt).checked = true;
    } else chooseParty(doubt, rest.slice(1).join(":"), button.textContent.replace(/^Đúng là /, ""));
    settle(partOf(doubt));
    goTo(doubt);
  };

  const choose = (number) => {
    const buttons = here().flatMap((doubt) => [...doubt.querySelectorAll('.doubt-answers button[name="act"]')]);
    if (!buttons[number - 1]) return false;
    answer(buttons[number - 1]);
    return true;
  };

  Object.assign(reviewing, { addDoubt, weighDoubts: weigh, nextDoubt: step, acceptDoubt: accept, chooseAnswer: choose });

  reviewing.begin((form) => {
    form.addEventListener("click", (event) => {
      const link = event.target.closest("[data-doubt-link]");
      const doubt = link && all().find((one) => one.dataset.doubt === link.dataset.doubtLink);
      if (doubt) {
        event.preventDefault();
        goTo(doubt);
      }
      const button = event.target.closest('.doubt button[name="act"]');
      if (button && /^(lead|party):/.test(button.value)) {
        event.preventDefault();
        answer(button);
      }
    });
    // Whoever changes what was doubted has looked at it.
    form.addEventListener("input", (event) => {
      const part = event.target.closest(".node, .review-field");
      if (!part || event.target.name === "seen") return;
      for (const doubt of part.querySelectorAll(".doubt")) {
        const about = doubt.dataset.doubt.match(/\.(leads|coordinating|deadlines|label)\./)?.[1];
        if (box(doubt) && (!about || event.target.name.includes(`-${about}`))) box(doubt).checked = true;
      }
    });
    form.addEventListener("change", (event) => {
      const part = event.target.closest(".node, #head, #doubts");
      if (part) weigh(part);
      count();
    });
    form.addEventListener("review:changed", () => {
      for (const part of [document.getElementById("head"), document.getElementById("doubts")]) if (part) weigh(part);
      count();
    });
    form.querySelector('[data-do="doubt-next"]')?.addEventListener("click", () => step(1));
    form.querySelector('[data-do="doubt-before"]')?.addEventListener("click", () => step(-1));
    for (const part of form.querySelectorAll(".node, #head, #doubts")) if (part.querySelector(".doubt")) weigh(part);
    count();
  });
})();
