// The console's face: what is on it, and nothing of what it does.

const SILENT_DB = -60;
const FALLS_MS = 300; // after so long without a frame nobody is heard
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

class Panel {
  constructor(parent, acts) {
    this.root = element("div", "console", parent);
    this.status = element("div", "status", this.root);
    this.status.setAttribute("role", "status");
    this.lamp = element("span", "lamp", this.status);
    this.what = element("span", "what", this.status);
    this.behind = element("span", "behind", this.status);
    this.meters = {};
    this.falling = {};
    const meters = element("div", "meters", this.root);
    for (const [name, label] of [["they", "They"], ["we", "We"], ["mic", "You"]]) {
      const row = element("label", "meter", meters);
      element("span", "", row, label);
      this.meters[name] = element("i", name, element("div", "bar", row));
    }
    this.buttons = {};
    const rows = [["listen", "take", "hold", "end"]];
    for (const names of rows) {
      const row = element("div", "row", this.root);
      for (const name of names) this.button(name, row, acts[name]);
    }
    this.transfer = element("select", "transfer", this.root);
    this.transfer.setAttribute("aria-label", "Put through to");
    this.transfer.hidden = true;
    this.transfer.addEventListener("change", () => {
      const to = this.transfer.value;
      this.transfer.value = "";
      if (to) acts.transfer(to);
    });
    this.partial = element("div", "partial", this.root);
    this.tools = element("div", "tools", this.root);
    this.suggestion = element("button", "suggestion", this.tools);
    this.suggestion.type = "button";
    this.suggestion.hidden = true;
    this.suggestion.addEventListener("click", () => acts.suggested());
    const say = element("div", "say", this.tools);
    this.words = element("textarea", "words", say);
    this.words.rows = 2;
    this.words.setAttribute("aria-label", "Words to whisper, say or note");
    this.words.placeholder = "Whisper to the AI, have it say something, or pin a note …";
    this.words.addEventListener("input", () => this.count());
    const row = element("div", "row", say);
    for (const name of ["whisper", "say", "note"]) this.button(name, row, acts[name]);
    this.counter = element("span", "counter", row);
    this.most = {};
    this.useless = [];
    const pad = element("div", "keypad", this.tools);
    for (const key of KEYS) {
      const made = element("button", "key", pad, key);
      made.type = "button";
      made.setAttribute("aria-label", `Key ${key}`);
      made.addEventListener("click", () => acts.key(key));
    }
    this.message = element("div", "message", this.root);
    this.message.setAttribute("role", "alert");
  }

  button(name, row, act) {
    const made = element("button", `act ${name}`, row);
    made.type = "button";
    made.dataset.act = name;
    made.addEventListener("click", act);
    this.buttons[name] = made;
  }

  // labels: by button, what it says; null hides it, "" leaves it as it is.
  // phones: whereto the call may be put through; none hides the choice.
  show({ lamp, what, labels, tools, disabled, phones }) {
    this.offer(phones);
    this.root.dataset.lamp = lamp;
    write(this.what, what);
    for (const [name, label] of Object.entries(labels)) {
      this.buttons[name].hidden = label === null;
      if (label) write(this.buttons[name], label);
    }
    this.useless = disabled;
    this.tools.hidden = !tools;
    this.count();
  }

  offer(phones) {
    this.transfer.hidden = !phones.length;
    const names = phones.join("\n");
    if (this.offered === names) return;
    this.offered = names;
    this.transfer.replaceChildren();
    for (const name of ["", ...phones]) {
      const option = element("option", "", this.transfer, name ? `Put through to ${name}` : "Put through …");
      option.value = name;
    }
  }

  // most: how many characters the call takes, by button.
  limit(most) {
    this.most = most;
    this.count();
  }

  // Says how long the words are; what takes fewer cannot be pressed.
  count() {
    const length = [...this.words.value.trim()].length;
    for (const [name, made] of Object.entries(this.buttons)) {
      made.disabled = this.useless.includes(name) || length > (this.most[name] ?? Infinity);
    }
    const longest = Math.max(0, ...Object.values(this.most));
    const fewer = Math.min(...Object.values(this.most));
    const limits = `${longest} to note, ${fewer} to whisper or say`;
    write(this.counter, length ? `${length} characters (at most ${limits})` : "");
    this.counter.dataset.over = length > fewer;
  }

  // kind: "done" for what was done as asked.
  tell(text, kind = "") {
    this.message.dataset.kind = kind;
    write(this.message, text);
    clearTimeout(this.telling);
    if (text) this.telling = setTimeout(() => write(this.message, ""), 8000);
  }

  // A meter falls by itself: of a side that is silent no more frames come.
  level(name, db) {
    clearTimeout(this.falling[name]);
    if (db > SILENT_DB) {
      this.falling[name] = setTimeout(() => this.level(name, SILENT_DB), FALLS_MS);
    }
    this.meters[name].style.width = `${Math.max(0, Math.min(100, (1 + db / 60) * 100))}%`;
  }

  lag(ms) {
    write(this.behind, ms === null ? "" : `${ms} ms behind`);
    this.behind.dataset.late = ms > 300;
  }

  hear(speaker, text) {
    write(this.partial, text ? `${speaker}: ${text}` : "");
  }

  // Who has the floor reads a suggestion out; the AI, which is not heard, cannot say it.
  suggest(text, { floor = false } = {}) {
    this.suggestion.hidden = !text;
    this.suggestion.disabled = floor;
    const how = floor ? "You could say" : "Have it say";
    write(this.suggestion, text ? `${how}: “${text}”` : "");
  }

  // Returns what is typed, which stays until it is `accepted`; "" if there is nothing.
  typed() {
    return this.words.value.trim();
  }

  // Takes words away that have arrived; what was typed meanwhile stays.
  accepted(text) {
    if (this.typed() === text) this.words.value = "";
    this.count();
  }
}
