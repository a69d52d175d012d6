// Keeps the blank page of the field, so that it opens without a net. {{ preferences.language }} {{ preferences.edition }}
"use strict";
const SHELL = "{% url 'desk:field' %}";
const LOOKS = [{% for each in looks %}"{{ each|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const KEPT = "field {{ preferences.language }} {{ preferences.edition }}";

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const kept = await caches.open(KEPT);
  await kept.addAll([SHELL, ...LOOKS].map((each) => new Request(each, { cache: "reload" })));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== KEPT && name.startsWith("field ")) await caches.delete(name);
  await self.clients.claim();
})()));

// Where a bar of net is shown and nothing comes, the page opens from the phone all the same.
const opened = async (request, path) => {
  const kept = await caches.match(SHELL), fresh = fetch(request);
  if (path !== SHELL || !kept) return fresh.catch(() => kept);
  fresh.catch(() => {});
  return Promise.race([fresh, new Promise((ok) => setTimeout(ok, 4000, kept))]).catch(() => kept);
};

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(opened(request, pathname));
  else if (request.method === "GET" && LOOKS.includes(pathname))
    event.respondWith(fetch(request).catch(() => caches.match(request)));
});
