// Requests that htmx makes: the CSRF token, a bar while one waits, and the server's reason when it refuses.
(() => {
  let waiting = 0;

  const bar = () => document.getElementById("loading-bar");
  const showBar = () => bar()?.toggleAttribute("data-on", waiting > 0);

  const say = (words) => {
    const region = document.getElementById("messages");
    const template = document.getElementById("message-template");
    if (!region || !template) return;
    const message = template.content.cloneNode(true);
    message.querySelector("[data-words]").textContent = words;
    region.append(message);
    region.scrollIntoView({ block: "nearest" });
  };

  const reasonIn = (html) =>
    new DOMParser().parseFromString(html, "text/html").querySelector("[data-reason]")?.textContent.trim();

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector('meta[name="csrf-token"]')?.content;
    if (token) event.detail.headers["X-CSRFToken"] = token;
  });

  document.addEventListener("htmx:beforeRequest", () => {
    waiting += 1;
    showBar();
  });

  document.addEventListener("htmx:afterRequest", () => {
    waiting = Math.max(0, waiting - 1);
    showBar();
  });

  // A form that comes back with its reason (409) is drawn where its sender asks for that; an error page never is.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (xhr.status !== 409 || !requestConfig.elt.closest("[data-swap-conflict]") || reasonIn(xhr.responseText)) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  document.addEventListener("htmx:responseError", (event) => {
    const reason = reasonIn(event.detail.xhr.responseText);
    say(reason || "Chưa thực hiện được yêu cầu. Tải lại trang rồi thử lại.");
  });

  document.addEventListener("htmx:sendError", () => {
    say("Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại; nội dung đã nhập vẫn còn trên trang.");
  });
})();
