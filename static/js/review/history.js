// Undo and redo of everything: what stands where, and every value. A moment is the order of the rows and of the cited
// documents and the value of each part; parts that did not change share their value with the moment before.
(() => {
  const LONGEST = 300;
  let past = [];
  let future = [];
  let present = null;
  const elements = new Map(); // every row and cited document that ever stood here, by key: undo brings the same one back
  const touched = new Set();

  const list = (id) => document.getElementById(id);
  const fixed = () => ["head", "doubts"].map((id) => document.getElementById(id)).filter(Boolean);
  const moving = () => [...list("rows").children, ...list("citations").children];

  const taken = () => {
    const values = {};
    for (const part of [...fixed(), ...moving()]) {
      elements.set(part.id, part);
      const before = present?.values[part.id];
      if (before && !touched.has(part.id)) values[part.id] = before;
      else {
        const value = reviewing.read(part);
        values[part.id] = before && reviewing.same(before, value) ? before : value;
      }
    }
    touched.clear();
    const order = (id) => [...list(id).children].map((one) => one.id);
    return { values, rows: order("rows"), citations: order("citations"), at: reviewing.current?.id };
  };

  const isSame = (one, other) =>
    reviewing.same([one.rows, one.citations], [other.rows, other.citations]) &&
    Object.keys(other.values).every((id) => one.values[id] === other.values[id]);

  const told = () => {
    for (const [name, moments] of [["undo", past], ["redo", future]]) {
      const button = reviewing.form.querySelector(`[data-do="${name}"]`);
      if (button) button.disabled = !moments.length;
    }
    reviewing.form.dispatchEvent(new CustomEvent("review:changed", { bubbles: true }));
  };

  // After an act, or when a field is left: one step that can be undone.
  const commit = () => {
    const next = taken();
    if (isSame(present, next)) return;
    past.push({ ...present, at: next.at ?? present.at });
    if (past.length > LONGEST) past.shift();
    future = [];
    present = next;
    told();
  };

  const reorder = (container, ids) => {
    const wanted = new Set(ids);
    for (const one of [...container.children]) if (!wanted.has(one.id)) one.remove();
    ids.forEach((id, at) => {
      if (container.children[at]?.id !== id) container.insertBefore(elements.get(id), container.children[at] ?? null);
    });
  };

  const restore = (moment) => {
    reorder(list("rows"), moment.rows);
    reorder(list("citations"), moment.citations);
    for (const [id, value] of Object.entries(moment.values)) {
      if (value !== present.values[id]) reviewing.write(elements.get(id), value);
    }
    present = moment;
    const row = document.getElementById(moment.at);
    if (row) reviewing.select?.(row);
    told();
  };

  const step = (from, to, words) => {
    commit();
    if (!from().length) return reviewing.say(words);
    const moment = from().pop();
    to().push({ ...present, at: moment.at });
    restore(moment);
  };

  Object.assign(reviewing, {
    touch: (part) => part && touched.add(part.id),
    commit,
    undo: () => step(() => past, () => future, "Không còn gì để hoàn tác."),
    redo: () => step(() => future, () => past, "Không còn gì để làm lại."),
  });

  const partOf = (target) => target.closest("#rows > li, #citations > li, #head, #doubts");

  reviewing.begin((form) => {
    past = [];
    future = [];
    present = null;
    elements.clear();
    present = taken();
    form.addEventListener("input", (event) => reviewing.touch(partOf(event.target)));
    form.addEventListener("change", (event) => {
      reviewing.touch(partOf(event.target));
      commit();
    });
    form.querySelector('[data-do="undo"]').addEventListener("click", reviewing.undo);
    form.querySelector('[data-do="redo"]').addEventListener("click", reviewing.redo);
  });
})();
