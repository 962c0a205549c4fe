// The chat works without this; with it the page stays, and the ways out leave less behind.
const say = document.getElementById("say");
const trouble = document.getElementById("trouble");

document.addEventListener("htmx:sse:after:connection", (event) => {
  trouble.hidden = true;
  // Only now: what could not be sent is still there to be sent again.
  if (event.target === say) say.text.value = "";
  say.text.focus({ preventScroll: true });
});
document.addEventListener("htmx:sse:after:message", () => {
  // Their own line on top, and below it the beginning of the answer.
  [...document.querySelectorAll(".own")].at(-1)?.scrollIntoView({ block: "start" });
});
for (const failed of ["htmx:error", "htmx:sse:error", "htmx:response:error"]) {
  document.addEventListener(failed, () => { trouble.hidden = false; });
}

// In the frame of another page the focus is not ours to take.
if (window.top === window) say.text.focus({ preventScroll: true });

// A page that was posted is shown again by "back" and asked for again by "reload": this one is new.
history.replaceState(null, "", say.action.replace(/\/say$/, ""));
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

const leave = document.querySelector("[data-leave]");
function leaveNow() {
  document.body.hidden = true;
  navigator.sendBeacon(leave.action, new URLSearchParams(new FormData(leave)));
  const there = leave.dataset.leave;
  // A frame in a sandbox may not move what is around it.
  try { window.top.location.replace(there); } catch { location.replace(there); }
}
leave.addEventListener("submit", (event) => { event.preventDefault(); leaveNow(); });
let escapedAt = -Infinity;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - escapedAt < 1000) leaveNow();
  escapedAt = event.timeStamp;
});

const end = document.querySelector("[data-end]");
end.addEventListener("submit", async (event) => {
  event.preventDefault();
  document.body.hidden = true;
  const body = new URLSearchParams(new FormData(end));
  await fetch(end.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
  location.replace(end.dataset.end);
});
