// A day typed as dd/mm/yyyy: the weekday and a day off are said as one types, and a calendar can be opened.
// The names of days off come from <script type="application/json" id="days-off">{"2026-09-02": "Quốc khánh"}</script>.
(() => {
  const WEEKDAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

  const daysOff = () => JSON.parse(document.getElementById("days-off")?.textContent || "{}");

  const two = (n) => String(n).padStart(2, "0");

  // [date, iso] or null. 5/8/2026, 05-08-2026 and 05.08.2026 are all 5 August.
  const read = (text) => {
    const found = text.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
    if (!found) return null;
    const [day, month, year] = found.slice(1).map(Number);
    const date = new Date(year, month - 1, day);
    if (date.getMonth() !== month - 1 || date.getDate() !== day) return null;
    return [date, `${year}-${two(month)}-${two(day)}`];
  };

  const sayDay = (input) => {
    const said = input.closest(".day").querySelector(".day-said");
    const found = read(input.value);
    delete said.dataset.tone;
    said.textContent = "";
    if (!found) return;
    const [date, iso] = found;
    const off = daysOff()[iso];
    const words = [WEEKDAYS[date.getDay()]];
    if (off) words.push(`ngày nghỉ: ${off}`);
    else if (date.getDay() === 0 || date.getDay() === 6) words.push("ngày nghỉ hằng tuần");
    if (words.length > 1) said.dataset.tone = "amber";
    said.textContent = words.join(", ");
  };

  const addCalendar = (input) => {
    const box = input.closest(".day-box");
    const native = document.createElement("input");
    native.type = "date";
    native.className = "day-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    if (!native.showPicker) return;
    const button = box.querySelector(".day-pick");
    button.hidden = false;
    button.addEventListener("click", () => {
      native.value = read(input.value)?.[1] ?? "";
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (!native.value) return;
      input.value = native.value.split("-").reverse().join("/");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    box.append(native);
  };

  const enhance = (root) => {
    for (const input of root.querySelectorAll("input[data-day]:not([data-ready])")) {
      input.dataset.ready = "";
      input.addEventListener("input", () => sayDay(input));
      addCalendar(input);
      sayDay(input);
    }
  };

  document.addEventListener("DOMContentLoaded", () => enhance(document));
  document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentElement ?? document));
})();
