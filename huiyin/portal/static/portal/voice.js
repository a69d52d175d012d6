// Telling it by voice, where the browser can write down what it hears. Whose ears those are is said before the first word.
(() => {
  "use strict";
  const Hearing = window.SpeechRecognition || window.webkitSpeechRecognition, notice = document.querySelector("[data-notice]");
  if (!Hearing || !notice) return;
  const ready = notice.querySelector("[data-understood]");
  let hearing = null;

  for (const box of document.querySelectorAll("[data-voice]")) {
    const text = document.getElementById(box.dataset.voice), status = box.querySelector("[role=status]");
    const talk = box.querySelector("[data-talk]"), start = talk.textContent, short = "short" in box.dataset;
    box.hidden = false;

    const say = (words) => { status.textContent = box.dataset[words] || ""; };
    const write = (words) => {
      // A name is said once and ends with no full stop; a story goes on.
      if (short) text.value = words.replace(/[。.，,！!？?\s]+$/, "");
      else text.value += (hearing.wrote || !text.value || /\s$/.test(text.value) ? "" : "\n") + words;
      hearing.wrote = true;
      text.dispatchEvent(new Event("input", { bubbles: true })); text.scrollTop = text.scrollHeight;
      if (short) { hearing.stop(); text.focus(); }
    };
    const listen = () => {
      hearing = new Hearing();
      hearing.lang = document.documentElement.lang.replace("zh-Hans", "zh-CN");
      hearing.continuous = !short; hearing.interimResults = true;
      hearing.onresult = ({ resultIndex, results }) => {
        let guess = "";
        for (let at = resultIndex; at < results.length; at++)
          if (results[at].isFinal) write(results[at][0].transcript); else guess += results[at][0].transcript;
        status.textContent = guess || box.dataset.listening;
      };
      hearing.onerror = ({ error }) => { hearing.fault = { "not-allowed": "forbidden", "service-not-allowed": "forbidden", network: "unreached" }[error] || "unheard"; };
      hearing.onend = () => { say(hearing.fault || "stopped"); hearing = null; talk.textContent = start; talk.setAttribute("aria-pressed", "false"); };
      hearing.start(); say("listening"); talk.textContent = box.dataset.stop; talk.setAttribute("aria-pressed", "true");
    };
    talk.onclick = () => {
      if (hearing) return hearing.stop();
      if (notice.dataset.seen) return listen();
      ready.onclick = () => { notice.hidden = true; notice.dataset.seen = "yes"; talk.focus(); listen(); };
      box.append(notice); notice.hidden = false; ready.focus();
    };
  }
  document.addEventListener("submit", () => hearing?.stop());
})();
