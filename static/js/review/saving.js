// Nothing is lost by closing the page: the form as it stands is kept as a draft in the background, shortly after each
// change and when the page is hidden. Of two people who save, the second is told and decides; nothing is overwritten.
(() => {
  const SOON = 1200; // ms after the last change
  const AGAIN = 8000; // ms until another try
  const SMALL = 60_000; // bytes that a browser still sends for a page that is gone
  let dirty = false;
  let stopped = false; // told of another's saving, or the draft is done with
  let sending = null;
  let timer = 0;
  let page = "";

  const line = () => document.getElementById("review-saved");

  const say = (words, tone = "") => {
    if (line().textContent !== words) line().textContent = words;
    line().className = `review-saved${tone && ` tone-${tone}`}`;
  };

  // The form, short enough to be sent by a page that is gone: without what is blank, and with the letters as they are.
  // The parts of a deadline are columns, so a row that states one sends all of them.
  const body = () => {
    const data = new FormData(reviewing.form);
    data.set("act", "autosave");
    const entries = [...data];
    const ofDeadline = (name) => name.match(/^(.*)-deadlines-/)?.[1];
    const stating = new Set(entries.filter(([, value]) => value !== "").map(([name]) => ofDeadline(name)));
    return entries
      .filter(([name, value]) => value !== "" || (ofDeadline(name) && stating.has(ofDeadline(name))))
      .map(([name, value]) => `${name}=${value.replace(/[%&+=;\r\n]/g, encodeURIComponent)}`)
      .join("&");
  };

  const isSmall = (sent) => new Blob([sent]).size < SMALL;

  const toldConflict = ({ reason, saved, is_over: isOver }) => {
    stopped = true;
    say("");
    const notice = document.createElement("div");
    notice.className = "notice tone-amber";
    notice.id = "review-conflict";
    notice.setAttribute("role", "alert");
    const words = document.createElement("div");
    words.className = "notice-body stack";
    words.append(Object.assign(document.createElement("p"), { className: "notice-title", textContent: "Chưa lưu" }));
    words.append(Object.assign(document.createElement("p"), { textContent: isOver ? reason : reason.replace("; lưu lần nữa để thay bằng nội dung của bạn", "") }));
    const acts = Object.assign(document.createElement("div"), { className: "cluster" });
    const open = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: isOver ? "Mở văn bản" : "Mở bản đã lưu đó" });
    open.addEventListener("click", () => {
      dirty = false;
      location.reload();
    });
    const keep = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: "Lưu bản của tôi" });
    keep.addEventListener("click", () => {
      reviewing.form.elements.saved.value = saved;
      stopped = false;
      notice.remove();
      save();
    });
    acts.append(...(isOver ? [open] : [keep, open]));
    words.append(acts);
    notice.append(words);
    document.getElementById("review-conflict")?.remove();
    reviewing.form.querySelector("#review-bar").after(notice);
    notice.scrollIntoView({ block: "nearest" });
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  // A sign-in on another page changes the token that this form was drawn with.
  const renewToken = async (form) => {
    const page = await (await fetch(location.href)).text();
    const token = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="csrf-token"]')?.content;
    if (token) form.elements.csrfmiddlewaretoken.value = token;
  };

  const failed = (words) => {
    dirty = true;
    sending = null;
    say(words, "amber");
    later(AGAIN);
  };

  // One saving at a time; what is typed meanwhile is saved after it. A page that is left can't wait.
  const save = async ({ leaving = false } = {}) => {
    const { form } = reviewing;
    if (!form || stopped || (sending && !leaving)) return;
    clearTimeout(timer);
    dirty = false;
    const sent = body();
    sending = fetch(form.action, {
      method: "POST", body: sent, redirect: "manual", keepalive: leaving && isSmall(sent),
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    });
    try {
      const answer = await sending;
      if (reviewing.form !== form) return; // it is in the register by now
      if (answer.type === "opaqueredirect") return failed("Phiên đăng nhập đã hết: đăng nhập lại ở một thẻ khác, nội dung vẫn còn ở đây");
      if (answer.status === 403) await renewToken(form);
      if (answer.status === 409) toldConflict(await answer.json());
      else if (!answer.ok) return failed("Chưa lưu được, đang thử lại");
      else {
        const { saved, at } = await answer.json();
        form.elements.saved.value = saved;
        say(`Đã lưu nháp lúc ${at}`);
      }
    } catch {
      if (reviewing.form !== form) return;
      return failed("Chưa lưu được, đang thử lại");
    }
    sending = null;
    if (dirty && !stopped) later(SOON);
  };

  const changed = () => {
    dirty = true;
    if (!stopped) later(SOON);
  };

  const saveNow = () => {
    dirty = true;
    return save();
  };

  Object.assign(reviewing, { saveNow });

  const leaving = () => {
    if (document.visibilityState === "hidden" && dirty) save({ leaving: true });
  };

  document.addEventListener("visibilitychange", leaving);
  window.addEventListener("pagehide", () => dirty && save({ leaving: true }));
  window.addEventListener("beforeunload", (event) => {
    if (reviewing.form && dirty && (stopped || !isSmall(body()))) event.preventDefault();
  });
  // Back again from the browser's memory: the draft may have been saved since.
  window.addEventListener("pageshow", (event) => event.persisted && reviewing.form && location.reload());

  reviewing.begin((form) => {
    stopped = false;
    dirty = false;
    sending = null;
    page ||= crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    form.elements.page.value = page;
    form.addEventListener("input", changed);
    form.addEventListener("review:changed", changed);
    form.addEventListener("submit", () => {
      dirty = false;
      clearTimeout(timer);
      stopped = true;
    });
    // Entering the register by htmx: no saving may run beside it.
    const enters = (event) => event.target.matches('button[name="act"]'); // other parts of the form load by htmx too
    form.addEventListener("htmx:beforeRequest", (event) => {
      if (!enters(event)) return;
      clearTimeout(timer);
      stopped = true;
      event.target.setAttribute("aria-disabled", "true");
      event.target.lastChild.textContent = event.target.dataset.busy;
    });
    for (const failure of ["htmx:sendError", "htmx:responseError"]) {
      form.addEventListener(failure, (event) => {
        if (!enters(event)) return;
        stopped = false;
        event.target.removeAttribute("aria-disabled");
        event.target.lastChild.textContent = "Vào sổ văn bản đến";
      });
    }
  });

  // Assigning follows in the place of the form: the reader is put there.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "review") return;
    if (!reviewing.form && "highlights" in CSS) CSS.highlights.clear();
    const refused = reviewing.form?.querySelector("[data-error-summary]");
    (refused ?? document.querySelector("[data-assigning]"))?.focus();
  });
})();
