// Keeps the blank page of the filing, so that somebody without a net can still write. {{ preferences.language }} {{ preferences.edition }}
"use strict";
const SHELL = "{% url 'portal:offline' %}", STORY = "{% url 'portal:submit' %}";
const STEPS = ["{% url 'portal:submit-claims' %}", "{% url 'portal:submit-asked' %}", "{% url 'portal:submit-you' %}"];
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

// The net broke. What a step said is handed to the page that waits for the net, from memory to memory: name and phone
// must not stay behind on a borrowed phone. Of the last step it is unknown whether it arrived; its key asks that first.
let unsent = null;
const travel = async (request) => {
  const path = new URL(request.url).pathname;
  const copy = request.method === "POST" && (path === STORY || STEPS.includes(path)) ? request.clone() : null;
  try { return await fetch(request); } catch {
    if (!copy) return caches.match(SHELL);
    const said = [...await copy.formData()], key = said.find(([name]) => name === "key")?.[1] || "";
    if (path === STORY) return Response.redirect(`${SHELL}#story=${key}`, 303);
    unsent = { path, said };
    return Response.redirect(`${SHELL}#sent=${key}&step=${STEPS.indexOf(path) + 2}`, 303);
  }
};
self.addEventListener("message", ({ data, ports }) => {
  if (data !== "unsent") return;
  ports[0].postMessage(unsent); unsent = null;
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") event.respondWith(travel(request));
  else if (request.method === "GET" && LOOKS.includes(new URL(request.url).pathname))
    event.respondWith(fetch(request).catch(() => caches.match(request)));
});
