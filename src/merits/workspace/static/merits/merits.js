// Makes pages quicker; every page is complete without it. No inline script, no eval, nothing from elsewhere.

const root = document.documentElement;
const leaveForm = document.querySelector("form.leave");

// Leaving replaces this entry of the history, so that Back does not return here. The server ends the session.
function leave() {
  if (!leaveForm) return;
  // A beacon outlives the page; waiting for the answer would leave the page in view.
  navigator.sendBeacon(leaveForm.action);
  root.hidden = true;
  location.replace(leaveForm.dataset.to);
}

leaveForm?.addEventListener("submit", (event) => {
  event.preventDefault();
  leave();
});

// Esc three times within two seconds, wherever the focus is.
let presses = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  const now = Date.now();
  presses = [...presses.filter((at) => now - at < 2000), now];
  if (presses.length >= 3) leave();
}, true);

// A page taken out of the browser's own memory by Back may be one that was left: ask the server again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Single-key shortcuts, which a person can turn off (WCAG 2.1.4). They keep quiet while somebody types.
const typing = (element) => element.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
if (root.dataset.shortcuts !== "off") {
  let afterG = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const go = afterG && document.querySelector(`.sections a[data-key="${CSS.escape(event.key)}"]`);
    afterG = event.key === "g";
    if (go) go.click();
    else if (event.key === "/") {
      const search = document.querySelector("#search");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "?") location.assign(root.dataset.help);
  });
}

// A menu closes when the focus or the pointer goes elsewhere, and on one Esc.
for (const menu of document.querySelectorAll("details.menu")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}

// The summary of errors takes the focus, so that a screen reader says it first.
document.querySelector("form:not(.example) .error-summary")?.focus();
