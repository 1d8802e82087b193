// The keyboard of the review. Where one is decides what a key means: at a row, in its text, in a field, in the document.
// Every key stands in templates/directives/review/keys.html. Tab leaves its usual meaning only while a row itself has
// the focus; Esc or F6 go on from there.
(() => {
  const dialog = document.getElementById("review-keys");

  const nameOf = (event) => {
    const { key } = event;
    const mods = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : ""];
    if (event.shiftKey && (key.length > 1 || mods[0])) mods.push("Shift");
    return [...mods.filter(Boolean), key.length === 1 && mods[0] ? key.toLowerCase() : key].join("+");
  };

  const rowOf = (event) => event.target.closest(".node");

  const isTyping = (target) => target.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select");

  const placeOf = (target) => {
    if (target.matches(".node-shown")) return "row";
    if (target === reviewing.paper) return "paper";
    if (target.matches('.node textarea[name$="-text"]')) return "text";
    if (reviewing.isNames(target)) return "names";
    if (isTyping(target)) return target.closest(".node") ? "field" : "head";
    return "other";
  };

  // ---- From part to part --------------------------------------------------------------------------------------------
  const regions = () => [
    reviewing.paper,
    document.getElementById("doubts")?.querySelector("summary"),
    document.querySelector('#head [name="head-document_type"]'),
    document.querySelector('#rows .node-shown[tabindex="0"]'),
    reviewing.form.querySelector('[name="act"][value="add"]'),
    reviewing.form.querySelector('[name="act"][value="save"]'),
  ].filter((one) => one && one.offsetParent);

  const goRegion = (by) => {
    const parts = regions();
    const here = document.activeElement;
    const at = parts.findIndex((one) => one === here || (one.closest("#doubts, #head, #rows") ?? one).contains(here));
    parts[(at + by + parts.length) % parts.length].focus();
  };

  const leaveRows = () => reviewing.form.querySelector('[name="act"][value="add"]').focus();

  const neighbour = (row, by) => {
    const next = by > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (next) reviewing.select(next);
  };

  const finish = (event) => {
    const row = rowOf(event);
    reviewing.touch(row);
    reviewing.commit();
    reviewing.leave(row);
  };

  const takeName = (event) => {
    const row = rowOf(event);
    if (event.target.value.trim() && !reviewing.addTyped(event.target)) reviewing.addNamed(event.target);
    if (row) return finish(event);
    reviewing.touch(document.getElementById("head"));
    reviewing.commit();
  };

  const atStart = (control) => control.selectionStart === 0 && control.selectionEnd === 0;

  const ROW = {
    ArrowDown: (e) => neighbour(rowOf(e), 1),
    ArrowUp: (e) => neighbour(rowOf(e), -1),
    Home: () => reviewing.select(reviewing.rows.all()[0]),
    End: () => reviewing.select(reviewing.rows.all().at(-1)),
    Enter: (e) => reviewing.edit(rowOf(e)),
    F2: (e) => reviewing.edit(rowOf(e)),
    Tab: (e) => reviewing.rows.shift(rowOf(e), 1),
    "Shift+Tab": (e) => reviewing.rows.shift(rowOf(e), -1),
    Escape: (e) => (reviewing.rows.fold(rowOf(e)).open ? reviewing.leave(rowOf(e)) : leaveRows()),
    "Alt+ArrowUp": (e) => reviewing.rows.move(rowOf(e), -1),
    "Alt+ArrowDown": (e) => reviewing.rows.move(rowOf(e), 1),
    c: (e) => reviewing.edit(rowOf(e), "leads"),
    p: (e) => reviewing.edit(rowOf(e), "coordinating"),
    h: (e) => reviewing.edit(rowOf(e), "deadlines"),
    s: (e) => reviewing.edit(rowOf(e), "label"),
    m: (e) => reviewing.rows.after(rowOf(e)),
    v: () => reviewing.acceptDoubt(),
    Backspace: (e) => reviewing.rows.merge(rowOf(e)),
    Delete: (e) => reviewing.rows.remove(rowOf(e)),
  };
  for (let n = 1; n < 10; n += 1) ROW[n] = () => reviewing.chooseAnswer(n);

  const FIELD = { Escape: finish, Enter: (e) => (e.target.matches("input") ? finish(e) : false) };

  const PAPER = {
    ArrowDown: () => reviewing.stepLine?.(1),
    ArrowUp: () => reviewing.stepLine?.(-1),
    "Shift+ArrowDown": () => reviewing.stepLine(1, true),
    "Shift+ArrowUp": () => reviewing.stepLine(-1, true),
    "Shift+ArrowRight": () => reviewing.stepWord(1),
    "Shift+ArrowLeft": () => reviewing.stepWord(-1),
    Escape: () => {
      getSelection().removeAllRanges();
      reviewing.hidePalette();
    },
  };
  const PICKS = { i: "item", n: "continuation", c: "leads", p: "coordinating", h: "deadlines", t: "subject", s: "reference", d: "issued", b: "issuing_body", k: "signer_name", g: "addressees" };
  for (const [key, name] of Object.entries(PICKS)) PAPER[key] = () => (reviewing.picked() ? reviewing.pick(name) : false);
  PAPER.H = () => (reviewing.picked() ? reviewing.pick("deadlines", true) : false);

  const showKeys = () => dialog.showModal();

  const KEYS = {
    row: ROW,
    paper: PAPER,
    text: {
      Escape: finish,
      "Ctrl+Enter": (e) => reviewing.rows.split(rowOf(e), e.target.selectionStart),
      Backspace: (e) => (atStart(e.target) ? reviewing.rows.merge(rowOf(e)) : false),
    },
    names: {
      Escape: (e) => (rowOf(e) ? finish(e) : false),
      Enter: takeName,
      Backspace: (e) => {
        if (e.target.value || !reviewing.removeLast(e.target)) return false;
        e.target.dispatchEvent(new Event("input", { bubbles: true }));
      },
    },
    field: FIELD,
    head: { Enter: (e) => (e.target.matches("textarea") ? false : reviewing.saveNow()) },
    other: { "?": showKeys, Escape: (e) => (rowOf(e) ? reviewing.select(rowOf(e)) : false) },
    any: {
      F8: () => reviewing.nextDoubt(1),
      "Shift+F8": () => reviewing.nextDoubt(-1),
      F9: () => reviewing.acceptDoubt(),
      F6: () => goRegion(1),
      "Shift+F6": () => goRegion(-1),
      "Ctrl+s": () => reviewing.saveNow(),
      "Ctrl+Shift+Enter": () => reviewing.form.querySelector('[name="act"][value="save"]').click(),
    },
  };
  ROW["?"] = PAPER["?"] = showKeys;

  const UNDO = { "Ctrl+z": () => reviewing.undo(), "Ctrl+Shift+z": () => reviewing.redo(), "Ctrl+y": () => reviewing.redo() };

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!reviewing.form || event.isComposing || dialog.open) return;
    if (target !== document.body && !target.closest("#reviewing")) return;
    const name = nameOf(event);
    const act = KEYS[placeOf(target)][name] ?? KEYS.any[name] ?? (isTyping(target) ? null : UNDO[name]);
    if (!act || act(event) === false) return;
    event.preventDefault();
    event.stopPropagation();
  });

  reviewing.begin((form) => form.querySelector('[data-do="keys"]').addEventListener("click", showKeys));
})();
