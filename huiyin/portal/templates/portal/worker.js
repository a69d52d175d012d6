// Keeps the blank page of the filing, so that somebody without a net can still write. {{ preferences.language }} {{ preferences.edition }}
"use strict";
const SHELL = "{% url 'portal:offline' %}", LAST = "{% url 'portal:submit-you' %}";
const LOOKS = [{% for each in looks %}"{{ each|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const KEPT = "filing {{ preferences.language }} {{ preferences.edition }}";

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const kept = await caches.open(KEPT);
  await kept.addAll([SHELL, ...LOOKS].map((each) => new Request(each, { cache: "reload" })));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== KEPT && name.startsWith("filing ")) await caches.delete(name);
  await self.clients.claim();
})()));

// The net broke: what was not sent is in the draft of the device. Of the last step it is unknown whether it arrived;
// its key is handed to the page, which asks as soon as there is a net.
const travel = async (request) => {
  const copy = request.method === "POST" && new URL(request.url).pathname === LAST ? request.clone() : null;
  try { return await fetch(request); } catch {
    const key = copy && (await copy.formData()).get("key");
    return key ? Response.redirect(SHELL + "#sent=" + key, 303) : caches.match(SHELL);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(travel(request));
  else if (request.method === "GET" && LOOKS.includes(new URL(request.url).pathname))
    event.respondWith(fetch(request).catch(() => caches.match(request)));
});
