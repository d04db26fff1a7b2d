// The operator's wire: one WebSocket to the call's own actor, opened with a ticket of
// single use and opened anew, with a new ticket, whenever it is lost.

const SIDES = { callee: 1, us: 2, operator: 3 };
const HEARTBEAT_MS = 2000;
const AGAIN_MS = [500, 1000, 2000, 4000, 8000];
const TICKET_MS = 8000;
const DISMISSED = 4403; // see actors.operators

class Link {
  // ask(name): have the page fetch a ticket under that name; `deliver` brings it.
  // on: { audio(side, ms, bytes), text(message), state(name, why, wasOpen) }
  constructor(ask, on) {
    this.ask = ask;
    this.on = on;
    this.state = "closed";
    this.wanted = false;
    this.tries = 0;
    this.again = false; // whether a lost connection is being replaced
    this.waiting = [];
  }

  open() {
    this.wanted = true;
    if (this.state === "closed") this.dial();
  }

  close() {
    this.wanted = false;
    clearTimeout(this.timer);
    clearInterval(this.beating);
    this.again = false;
    this.waiting = [];
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
    this.set("closed");
  }

  dial() {
    this.set("opening");
    this.name = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.timer = setTimeout(() => this.lost("no ticket came"), TICKET_MS);
    this.ask(this.name);
  }

  deliver(ticket) {
    if (!ticket || ticket.name !== this.name || this.state !== "opening" || this.socket) return;
    clearTimeout(this.timer);
    if (ticket.over) {
      this.wanted = false;
      this.set("closed", ticket.error);
      return;
    }
    if (ticket.error) {
      this.lost(ticket.error);
      return;
    }
    const socket = new WebSocket(ticket.url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.received(data);
    socket.onclose = ({ code }) => {
      if (this.socket !== socket) return;
      const away = code === DISMISSED;
      if (away) this.wanted = false;
      this.lost(away ? "you were sent away from this call" : "the connection was lost");
    };
  }

  lost(why) {
    const wasOpen = this.state === "open";
    clearTimeout(this.timer);
    clearInterval(this.beating);
    this.socket = undefined;
    this.waiting = [];
    if (!this.wanted) {
      this.set("closed", why);
      return;
    }
    this.again = true;
    this.set("waiting", why, wasOpen);
    const pause = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)];
    this.tries += 1;
    this.timer = setTimeout(() => this.dial(), pause);
  }

  received(data) {
    if (typeof data === "string") {
      const message = JSON.parse(data);
      if (message.type === "welcome" && this.state !== "open") this.welcomed();
      if (message.type === "ended") this.wanted = false;
      this.on.text(message);
      return;
    }
    const view = new DataView(data);
    this.on.audio(view.getUint8(0), view.getUint32(1), new Uint8Array(data, 5));
  }

  welcomed() {
    this.tries = 0;
    this.again = false;
    this.set("open");
    this.beating = setInterval(() => this.beat(), HEARTBEAT_MS);
    for (const message of this.waiting.splice(0)) this.write(message);
  }

  // Whether something said now is heard at once, or when the wire opens for it. While a
  // lost one is dialled again it is not: it would be done in a moment nobody meant.
  get takes() {
    return this.state === "open" || this.state === "closed" || (this.state === "opening" && !this.again);
  }

  // Says something now, or as soon as the wire is open; nothing unless it `takes`.
  send(message) {
    if (this.state === "open") this.write(message);
    else if (this.takes) {
      this.waiting.push(message);
      this.open();
    }
  }

  // Says that this page is there; `returning`, that it spoke on a connection before.
  beat(returning = false) {
    if (this.state === "open") this.write(returning ? { type: "heartbeat", returning } : { type: "heartbeat" });
  }

  write(message) {
    this.socket?.send(JSON.stringify(message));
  }

  frame(epoch, bytes) {
    if (this.state !== "open") return;
    const framed = new Uint8Array(5 + bytes.length);
    const view = new DataView(framed.buffer);
    view.setUint8(0, SIDES.operator);
    view.setUint32(1, epoch);
    framed.set(bytes, 5);
    this.socket.send(framed);
  }

  set(state, why = "", wasOpen = false) {
    this.state = state;
    this.on.state(state, why, wasOpen);
  }
}
