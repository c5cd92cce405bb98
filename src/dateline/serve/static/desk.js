// The desk works without this. It adds keys, and lights up the words of a record under the pointer.
"use strict";
const items = () => [...document.querySelectorAll(".item")];
const typing = (e) => e.target.closest("input, textarea, select, [contenteditable]");

function step(by) {
  const all = items();
  if (!all.length) return;
  const at = all.findIndex((i) => i === document.activeElement || i.contains(document.activeElement));
  const to = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  const target = to.matches("details") ? to.querySelector("summary") : to;
  target.focus();
  to.scrollIntoView({ block: "nearest" });
}

function help() {
  let box = document.getElementById("help");
  if (!box) {
    box = document.createElement("dialog");
    box.id = "help";
    box.setAttribute("aria-label", "Keys");
    const keys = [["/", "search"], ["j k", "next, previous"], ["Enter", "open"], ["1 – 8", "pages"],
      ["a r s c", "accept, reject, skip, correct (review)"], ["m x u", "merge, split, undo (review)"], ["Esc", "close"]];
    const list = document.createElement("dl");
    for (const [key, does] of keys) {
      const dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = key; dd.textContent = does;
      list.append(dt, dd);
    }
    box.append(list);
    document.body.append(box);
  }
  if (box.open) box.close(); else box.showModal();
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (typing(e)) { if (e.key === "Escape") e.target.blur(); return; }
  const wanted = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
  if (wanted) {
    e.preventDefault();
    if (wanted.matches("input")) { wanted.focus(); wanted.select(); } else wanted.click();
    if (wanted.matches("summary")) { const f = wanted.parentElement.querySelector("input, select"); if (f) f.focus(); }
  } else if (e.key === "j" || e.key === "k") { e.preventDefault(); step(e.key === "j" ? 1 : -1); }
  else if (e.key === "?") { e.preventDefault(); help(); }
  else if (e.key === "Enter" && document.activeElement.matches(".item")) {
    const a = document.activeElement.querySelector("a[href]"); if (a) a.click();
  } else if (/^[1-8]$/.test(e.key)) {
    const a = document.querySelectorAll(".masthead nav a")[e.key - 1]; if (a) a.click();
  }
});

function light(records, on) {
  for (const r of records) for (const el of document.querySelectorAll(`[data-r~="${CSS.escape(r)}"]`)) el.classList.toggle("on", on);
}
for (const el of document.querySelectorAll(".reader [data-r]")) {
  el.addEventListener("pointerenter", () => light([el.dataset.r], true));
  el.addEventListener("pointerleave", () => light([el.dataset.r], false));
}
function openTarget() {
  const to = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (to && to.matches("details")) { to.open = true; to.scrollIntoView(); }
}
addEventListener("hashchange", openTarget);
openTarget();
