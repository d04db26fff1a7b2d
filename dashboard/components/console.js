// The operator's console: what its buttons do, and what the call's actor says.

const SPEAKERS = { agent: "We", business: "They", operator: "Operator" };
const REASONS = {
  role: "your role may only listen",
  held: "somebody else has the call",
  not_answered: "nobody is on the line yet",
  floor: "the AI is not heard now; speak yourself, or hand back",
  not_yours: "you do not have the call",
  transferred: "they talk on somebody's own telephone",
  being_put_through: "it is being put through already",
  unknown: "there is no such telephone",
  no_music: "no music is playing",
  music: "music is playing already",
};
const DONE = {
  whisper: "Whispered.",
  say: "The AI says it.",
  note: "Note pinned.",
  keys: "Keys pressed.",
};
const ANSWER_MS = 5000; // after so long it is said that the call has not answered
const CERTAIN_MS = 3000; // to press "End" a second time
const CLAIM_MS = 500; // how often a page asks for the floor it had
const consoles = new WeakMap();

class Console {
  constructor(parent, ask) {
    this.panel = new Panel(parent, {
      listen: () => this.toggleListening(),
      take: () => (this.mine ? this.handBack() : this.takeOver()),
      hold: () => this.send({ type: this.waits ? "resume" : "hold" }),
      transfer: (to) => this.send({ type: "transfer", to }),
      end: () => this.end(),
      whisper: () => this.words("whisper"),
      say: () => this.words("say"),
      note: () => this.words("note"),
      suggested: () => this.suggested(),
      key: (digits) => this.send({ type: "keys", digits }),
    });
    this.link = new Link(ask, {
      audio: (side, ms, bytes) => this.heard(side, bytes),
      text: (message) => this.told(message),
      state: (state, why, wasOpen) => this.linked(state, why, wasOpen),
    });
    this.name = "";
    this.holder = null; // who has the floor; null is the AI
    this.returning = undefined; // while this page claims the floor it had before
    this.before = false; // whether it had the floor, or asked for it, on a lost connection
    this.taking = false; // from the click to the answer
    this.yours = false; // whether that is this page, and not another of the same name
    this.epoch = 0;
    this.state = "";
    this.phones = []; // names of the telephones a call may be put through to
    this.over = false;
    this.awaited = undefined; // words the call has not answered for yet, and where they stand
    this.frames = { heard: 0, sent: 0 };
    this.leaving = (event) => {
      if (this.mine) event.preventDefault(); // asks whether to leave the call
    };
    window.addEventListener("beforeunload", this.leaving);
  }

  // Whether they hear our music, so that it can be ended.
  get waits() {
    return this.state === "held" || this.state === "transferring";
  }

  get mine() {
    return this.holder !== null && this.yours;
  }

  // Whether they hear this page: what is said while music plays stays at the desk.
  get heardByThem() {
    return this.mine && this.state === "taken_over";
  }

  // Whether this page has the floor, or asks for it.
  get speaks() {
    return this.mine || this.taking || this.returning !== undefined;
  }

  update({ call, operates, worklet, ticket, most }) {
    if (this.call && this.call !== call) this.reset();
    this.panel.limit(most);
    this.call = call;
    this.operates = operates;
    this.worklet = worklet;
    this.link.deliver(ticket);
    this.draw();
  }

  reset() {
    this.close();
    Object.assign(this, { holder: null, yours: false, epoch: 0, state: "", over: false });
    Object.assign(this, { taking: false, before: false });
    this.answered();
    this.panel.tell("");
  }

  close() {
    this.link.close();
    this.comeBack(false);
    this.silence();
    this.mute();
  }

  // --- hearing

  async toggleListening() {
    if (this.speaker) {
      this.silence();
      if (!this.speaks) this.link.close();
      this.draw();
      return;
    }
    await this.listen();
  }

  async listen() {
    if (this.speaker || this.opening) return;
    this.opening = true;
    try {
      this.speaker = await Speaker.open(this.worklet, (report) => this.reported(report));
      this.link.open();
    } catch (error) {
      this.panel.tell(`This browser plays no sound here (${error.name}).`);
    } finally {
      this.opening = false;
    }
    this.draw();
  }

  heard(side, bytes) {
    this.frames.heard += bytes.length / 160;
    const name = side === SIDES.callee ? "they" : "we";
    this.panel.level(name, loudness(bytes));
    // Nobody wants to hear themselves a quarter of a second late.
    if (!(this.mine && side === SIDES.us)) this.speaker?.play(side, bytes);
    this.panel.root.dataset.heard = Math.round(this.frames.heard);
  }

  reported({ behindMs, underruns }) {
    this.panel.lag(this.link.state === "open" ? behindMs : null);
    this.panel.root.dataset.behind = behindMs;
    this.panel.root.dataset.underruns = underruns;
  }

  silence() {
    this.speaker?.close();
    this.speaker = undefined;
    this.panel.lag(null);
    for (const name of ["they", "we"]) this.panel.level(name, -60);
  }

  // --- speaking

  async takeOver() {
    if (!this.connects()) return;
    this.panel.tell("");
    try {
      this.mouthpiece ??= await Mouthpiece.open(this.worklet, (frame) => this.spoke(frame));
    } catch (error) {
      this.panel.tell(`No microphone: ${error.name}. The call was not taken over.`);
      return;
    }
    await this.listen();
    if (!this.connects()) {
      this.mute();
      return;
    }
    this.taking = true;
    this.link.send({ type: "take_over" });
    this.draw();
  }

  spoke(frame) {
    if (!this.mouthpiece) return; // one more, of a microphone that is closed
    this.panel.level("mic", loudness(frame));
    if (!this.heardByThem) return;
    this.link.frame(this.epoch, frame);
    this.frames.sent += 1;
    this.panel.root.dataset.sent = this.frames.sent;
  }

  handBack() {
    this.send({ type: "hand_back" });
  }

  mute() {
    this.mouthpiece?.close();
    this.mouthpiece = undefined;
    this.panel.level("mic", -60);
  }

  // --- the rest of the buttons

  // Whether what is asked for now can be done now, and not in another menu later.
  connects() {
    if (this.link.takes) return true;
    this.panel.tell("Not done: not connected.");
    return false;
  }

  send(message) {
    if (!this.connects()) return;
    this.panel.tell("");
    this.link.send(message);
  }

  words(type) {
    const text = this.panel.typed();
    if (text) this.propose({ type, text, keptBy: "field" });
    else this.panel.tell("Write the words first.");
  }

  suggested() {
    if (this.offered) this.propose({ type: "say", text: this.offered, keptBy: "suggestion" });
  }

  // Sends words, which stay where they stand until the call has accepted them.
  propose({ type, text, keptBy }) {
    if (this.awaited || !this.connects()) return;
    this.panel.tell("");
    const late = setTimeout(() => this.panel.tell("The call has not answered yet."), ANSWER_MS);
    this.awaited = { type, text, keptBy, late };
    this.link.send({ type, text });
    this.draw();
  }

  // Forgets what was awaited, and returns it.
  answered() {
    const awaited = this.awaited;
    clearTimeout(awaited?.late);
    this.awaited = undefined;
    this.draw();
    return awaited;
  }

  done({ what }) {
    if (this.awaited?.type === what) {
      const { text, keptBy } = this.answered();
      if (keptBy === "field") this.panel.accepted(text);
      else if (text === this.offered) this.suggest("");
    }
    this.panel.tell(DONE[what] ?? "Done.", "done");
  }

  suggest(text) {
    this.offered = text;
    this.panel.suggest(text, { floor: Boolean(this.holder) });
  }

  end() {
    if (!this.connects()) return;
    if (this.sure) {
      clearTimeout(this.sure);
      this.sure = undefined;
      this.link.send({ type: "end" });
    } else {
      this.sure = setTimeout(() => {
        this.sure = undefined;
        this.draw();
      }, CERTAIN_MS);
    }
    this.draw();
  }

  // --- what the call's actor says

  linked(state, why, wasOpen = false) {
    if (state === "waiting") {
      this.before ||= wasOpen && this.speaks;
      this.taking = false;
      this.comeBack(false);
      this.answered();
      if (!this.before) this.mute();
      this.panel.tell(`Not connected: ${why}. Trying again …`);
    }
    if (state === "open") this.panel.tell("");
    if (state === "closed" && why) {
      this.over = true;
      this.answered();
      this.panel.tell(why);
      this.silence();
      this.mute();
    }
    this.draw();
  }

  told(message) {
    switch (message.type) {
      case "welcome":
        this.name = message.operator;
        this.phones = message.phones ?? [];
        this.welcomed({ ...message, holder: message.floor?.holder ?? null });
        break;
      case "floor":
        this.floor(message);
        break;
      case "refused":
        this.refused(message);
        break;
      case "done":
        this.done(message);
        break;
      case "transcript":
        this.panel.hear(SPEAKERS[message.speaker] ?? message.speaker, message.text);
        break;
      case "suggestion":
        this.suggest(message.text);
        break;
      case "ended":
        this.over = true;
        this.answered();
        this.holder = null;
        this.comeBack(false);
        this.panel.hear("", "");
        this.panel.tell(`The call has ended: ${message.outcome.replaceAll("_", " ")}.`);
        this.silence();
        this.mute();
        break;
      case "levels": // the meters are drawn from the sound itself
        break;
    }
    this.draw();
  }

  // Another socket: what it has of the floor is what the call says. Had this page the
  // floor on the one before, whose loss the call may not have noticed yet, it says so.
  welcomed({ holder, epoch, state, resumed }) {
    const yours = holder === this.name && resumed;
    const claims = this.before && !yours && holder === this.name;
    Object.assign(this, { holder, epoch, state, yours, before: false });
    this.comeBack(claims);
    if (!yours && !claims && !this.taking) this.mute();
  }

  comeBack(on) {
    clearInterval(this.returning);
    const claim = () => this.link.beat(true);
    this.returning = on ? setInterval(claim, CLAIM_MS) : undefined;
    if (on) claim();
  }

  floor({ holder, epoch, state }) {
    const had = this.mine || this.returning !== undefined;
    const yours = holder === this.name && (this.yours || this.taking);
    Object.assign(this, { holder, epoch, state, yours });
    if (yours) this.taking = false;
    if (holder !== this.name) this.comeBack(false);
    if (!holder) this.suggest(""); // it was for whoever spoke; the AI needs none
    if (had && !this.mine && this.returning === undefined) {
      this.mute();
      this.suggest("");
      if (holder) this.panel.tell(`${holder} has the call now.`);
    }
  }

  refused({ what, reason, holder }) {
    if (this.awaited?.type === what) this.answered();
    if (what === "take_over") {
      this.taking = false;
      this.yours = false;
      this.mute();
    }
    const why = reason === "held" && holder ? `${holder} has the call` : REASONS[reason] ?? reason;
    this.panel.tell(`Not done (${what.replaceAll("_", " ")}): ${why}.`);
  }

  // --- how it looks

  draw() {
    const live = !this.over;
    const open = this.link.state === "open";
    this.panel.show({
      lamp: this.mine ? "mine" : this.holder ? "theirs" : open ? "open" : this.link.state,
      what: this.describe(open),
      labels: {
        listen: this.speaker ? "Stop listening" : "Listen",
        take: this.operates ? (this.mine ? "Hand back" : "Take over") : null,
        hold: this.operates ? (this.waits ? "Resume" : "Hold") : null,
        end: this.operates ? (this.sure ? "End it? Press again" : "End call") : null,
        whisper: "Whisper",
        say: "Say aloud",
        note: "Pin note",
      },
      tools: this.operates && live,
      phones: this.operates && live && !["transferring", "transferred"].includes(this.state) ? this.phones : [],
      disabled: live ? this.useless() : Object.keys(this.panel.buttons),
    });
  }

  // What would be refused: a call somebody else has, words of an AI that is not heard.
  useless() {
    // Nothing of ours is heard there.
    const away = this.state === "transferred" ? ["take", "hold", "say"] : [];
    const take = (this.holder && !this.mine) || this.taking ? ["take"] : [];
    const say = this.holder ? ["say"] : [];
    const words = this.awaited ? ["whisper", "say", "note"] : [];
    return [...away, ...take, ...say, ...words];
  }

  describe(open) {
    if (this.over) return "Over";
    if (this.mine && !open) return "Connection lost: coming back to you …";
    if (this.heardByThem) return "You are speaking";
    if (this.returning !== undefined) return "Coming back to you …";
    if (this.taking) return "Taking over …";
    if (this.state === "held") return "On hold";
    if (this.state === "transferring") return "A telephone rings for them";
    if (this.state === "transferred") return "On somebody's own telephone";
    if (this.holder) return `${this.holder} is speaking`;
    if (open) return this.speaker ? "Listening" : "Connected";
    return { closed: "Not connected", opening: "Connecting …", waiting: "Connecting again …" }[this.link.state];
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let made = consoles.get(parentElement);
  if (!made) {
    made = new Console(parentElement, (name) => made.ask(name));
    consoles.set(parentElement, made);
  }
  made.ask = (name) => setTriggerValue("ticket", name);
  made.update(data);
  return () => {
    window.removeEventListener("beforeunload", made.leaving);
    made.close();
    consoles.delete(parentElement);
  };
}
