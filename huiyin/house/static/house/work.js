// A little work for the browser instead of a puzzle for the person: a number whose digest with the token begins with
// so many zero bits. It runs while the form is filled in; a form sent before it is done goes the slower way.
(() => {
  "use strict";
  const field = document.querySelector("[data-work]");
  if (!field || !globalThis.crypto?.subtle) return;
  const token = field.dataset.work, shift = 32 - Number(field.dataset.bits), words = new TextEncoder(), AT_ONCE = 64;
  const digest = (number) => crypto.subtle.digest("SHA-256", words.encode(`${token}:${number}`));
  const fits = (found) => new DataView(found).getUint32(0) >>> shift === 0;
  const pause = () => new Promise((go) => setTimeout(go));

  const work = async () => {
    for (let from = 0; ; from += AT_ONCE) {
      const found = (await Promise.all(Array.from({ length: AT_ONCE }, (_, step) => digest(from + step)))).findIndex(fits);
      if (found >= 0) return void (field.value = from + found);
      await pause();
    }
  };
  work().catch(() => {});
})();
