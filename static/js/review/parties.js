// Units: what is typed becomes a chip where the list has exactly one name for it; what else is typed is matched by the
// server when the review is saved. Choosing among several is the server's list under the field.
(() => {
  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

  // "phong to chuc can bo" -> "phong tccb", as offices write it
  const initials = (folded) => {
    const [first, ...rest] = folded.split(" ").filter((word) => word !== "va");
    return rest.length > 1 ? `${first} ${rest.map((word) => word[0]).join("")}` : "";
  };

  let known = [];

  const named = (words) => {
    const folded = fold(words);
    if (!folded) return null;
    for (const fits of [
      (one) => one.folded === folded,
      (one) => one.initials === folded,
      (one) => one.folded.startsWith(`${folded} `),
      (one) => folded.split(" ").every((word) => one.folded.includes(word)),
    ]) {
      const found = known.filter(fits);
      if (found.length === 1) return found[0];
      if (found.length) return null;
    }
    return null;
  };

  const meant = (value) => value.replace("?", "").split(":")[0];

  // Adds a chip, or puts back the one that was taken off; `alone` lets no other stay.
  const addParty = (box, chip, { alone = false } = {}) => {
    const { chips, typed } = reviewing.partiesValue(box);
    const same = (one) => (meant(chip.value) ? meant(one.value) === meant(chip.value) : one.value === chip.value);
    const kept = alone ? [] : chips.filter((one) => !same(one));
    reviewing.writeParties(box, { chips: [...kept, { ...chip, checked: true }], typed });
    if (chip.doubt) reviewing.addDoubt(box, chip);
  };

  const addTyped = (input) => {
    const one = named(input.value);
    if (!one) return false;
    input.value = "";
    addParty(input.closest("[data-parties]"), { value: `${one.party}:${one.name}`, label: one.name });
    return true;
  };

  const chipOf = ({ value, label, is_known: known, doubt, accepted, alternatives }) => ({ value, label, known, doubt, accepted, alternatives });

  // What is no name of the list may still be one that the server knows; what nobody knows stays as it was typed and is
  // asked about once when the review is saved.
  const addNamed = async (input) => {
    const words = input.value.trim();
    const box = input.closest("[data-parties]");
    const part = box.closest(".node, #head");
    input.value = "";
    const address = new URL(document.getElementById("reviewing").dataset.names, location);
    address.search = new URLSearchParams({ name: words });
    const unknown = { value: `?${words}`, label: words, known: false };
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const { party } = answer.ok ? await answer.json() : {};
      addParty(box, party && (party.is_known || party.alternatives.length) ? chipOf(party) : unknown);
    } catch {
      addParty(box, unknown);
    }
    reviewing.show(part);
    reviewing.touch(part);
    reviewing.commit();
    const added = reviewing.partiesValue(box).chips.at(-1);
    reviewing.say(added.known ? `Hiểu là ${added.label}.` : `Chưa có đơn vị nào tên ${words}.`);
  };

  const isNames = (target) => target.matches?.("[data-parties] > input[type=text]");

  const removeLast = (input) => {
    const box = input.closest("[data-parties]");
    const { chips, typed } = reviewing.partiesValue(box);
    if (!chips.length) return false;
    reviewing.writeParties(box, { chips: chips.slice(0, -1), typed });
    return true;
  };

  Object.assign(reviewing, { addParty, addTyped, addNamed, chipOf, removeLast, isNames, namedParty: named });

  reviewing.begin((form) => {
    known = [...document.querySelectorAll("#party-names option")].map((option) => {
      const folded = fold(option.value);
      return { name: option.value, party: option.dataset.party, folded, initials: initials(folded) };
    });
    form.addEventListener("change", (event) => {
      if (isNames(event.target)) addTyped(event.target);
    }, { capture: true });
    form.addEventListener("input", (event) => {
      if (event.inputType === "insertReplacementText" && isNames(event.target) && addTyped(event.target)) {
        event.target.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  });
})();
