// The screen on the wall speaks: whoever is called is called aloud, and where the device has no voice a bell rings.
(() => {
  "use strict";
  const wall = document.getElementById("wall");
  const button = document.getElementById("voice");
  if (!wall || !button) return;
  const calls = () => new Map([...wall.querySelectorAll("[data-call]")].map((row) => [row.dataset.call, row.dataset.say]));
  let known = calls();
  let audio = null;
  // Browsers stay silent until somebody has touched the page once.
  button.hidden = false;
  button.addEventListener("click", () => {
    audio = audio || new AudioContext();
    audio.resume();
    button.hidden = true;
    ring();
  });
  function ring() {
    [0, 0.35].forEach((after, place) => {
      const tone = audio.createOscillator();
      const loud = audio.createGain();
      tone.frequency.value = place ? 660 : 880;
      loud.gain.setValueAtTime(0.3, audio.currentTime + after);
      loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + after + 0.6);
      tone.connect(loud).connect(audio.destination);
      tone.start(audio.currentTime + after);
      tone.stop(audio.currentTime + after + 0.7);
    });
  }
  function voice() {
    const language = document.documentElement.lang.slice(0, 2) || "zh";
    const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    return voices.find((each) => each.lang.toLowerCase().startsWith(language));
  }
  function call(words) {
    ring();
    const speaker = voice();
    if (!speaker) return;
    const said = new SpeechSynthesisUtterance(words);
    said.voice = speaker;
    said.lang = speaker.lang;
    said.rate = 0.9;
    speechSynthesis.speak(said);
  }
  wall.addEventListener("htmx:afterSwap", () => {
    const shown = calls();
    if (audio) for (const [name, words] of shown) if (!known.has(name)) call(words);
    known = shown;
  });
})();
