// What runs on the browser's audio thread: a player with a small jitter buffer for each
// side, and the microphone's way to mu-law frames of 20 ms.

const LINE_RATE = 8000;
const FRAME = 160; // samples of 20 ms
const START = 960; // 120 ms wait before playing: up to five frames come at once
const MOST = 1920; // 240 ms: what lies longer would be heard more than 300 ms late
const SPARE = 480; // 60 ms: what may always be waiting without anybody missing it
const WINDOW = 8000; // samples over which it is watched
const REPORT = 2000; // samples between two reports: four a second

class Buffer {
  constructor() {
    this.ring = new Float32Array(LINE_RATE);
    this.read = 0;
    this.size = 0;
    this.playing = false;
    this.lowest = Infinity; // in this window
    this.watched = 0;
    this.dropped = 0;
    this.underruns = 0;
  }

  push(samples) {
    for (const sample of samples) {
      this.ring[(this.read + this.size) % this.ring.length] = sample;
      this.size += 1;
    }
    if (this.size > MOST) this.skip(this.size - START);
    if (this.size >= START) this.playing = true;
  }

  skip(samples) {
    this.dropped += samples;
    this.read = (this.read + samples) % this.ring.length;
    this.size -= samples;
  }

  // What was never needed for a whole second only makes everything late.
  watch() {
    this.lowest = Math.min(this.lowest, this.size);
    this.watched += 1;
    if (this.watched < WINDOW) return;
    if (this.lowest > SPARE) this.skip(this.lowest - SPARE);
    this.lowest = Infinity;
    this.watched = 0;
  }

  next() {
    if (!this.playing) return 0;
    if (this.size === 0) {
      this.playing = false;
      this.underruns += 1;
      return 0;
    }
    const sample = this.ring[this.read];
    this.read = (this.read + 1) % this.ring.length;
    this.size -= 1;
    this.watch();
    return sample;
  }
}

// Runs in a context of 8 kHz: the browser brings it to the rate of the loudspeaker.
class Player extends AudioWorkletProcessor {
  constructor() {
    super();
    this.sides = { 1: new Buffer(), 2: new Buffer() };
    this.played = 0;
    this.port.onmessage = ({ data }) => {
      const buffer = this.sides[data.side];
      buffer.push(Float32Array.from(data.bytes, decodeMulaw));
    };
  }

  process(_inputs, [[out]]) {
    for (let i = 0; i < out.length; i += 1) {
      out[i] = this.sides[1].next() + this.sides[2].next();
    }
    this.played += out.length;
    if (this.played >= REPORT) {
      this.played = 0;
      const { 1: they, 2: we } = this.sides;
      this.port.postMessage({
        waitingMs: Math.max(they.size, we.size) / 8,
        underruns: they.underruns + we.underruns,
        droppedMs: (they.dropped + we.dropped) / 8,
      });
    }
    return true;
  }
}

// Runs at the microphone's own rate: a low-pass filter (windowed sinc) and one sample
// in so many, so that nothing over 4 kHz comes back as noise.
const TAPS = 97;
const CUTOFF_HZ = 3600;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.step = sampleRate / LINE_RATE;
    this.taps = Microphone.filter(CUTOFF_HZ / sampleRate);
    this.past = new Float32Array(TAPS);
    this.at = 0; // of the next sample on the line, from the newest block; from -1 on
    this.frame = new Uint8Array(FRAME);
    this.filled = 0;
  }

  static filter(cutoff) {
    const middle = (TAPS - 1) / 2;
    const taps = Float32Array.from({ length: TAPS }, (_, i) => {
      const x = i - middle;
      const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
      return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (TAPS - 1)));
    });
    const gain = taps.reduce((sum, tap) => sum + tap, 0);
    return taps.map((tap) => tap / gain);
  }

  process([[input]]) {
    if (!input) return true;
    const all = new Float32Array(this.past.length + input.length);
    all.set(this.past);
    all.set(input, this.past.length);
    for (; this.at + 1 < input.length; this.at += this.step) {
      const whole = Math.floor(this.at);
      const part = this.at - whole;
      this.take(this.heard(all, whole) * (1 - part) + this.heard(all, whole + 1) * part);
    }
    this.at -= input.length;
    this.past = all.slice(input.length);
    return true;
  }

  heard(all, at) {
    let sum = 0;
    for (let i = 0; i < TAPS; i += 1) sum += this.taps[i] * all[at + 1 + i];
    return sum;
  }

  take(sample) {
    this.frame[this.filled] = encodeMulaw(sample);
    this.filled += 1;
    if (this.filled === FRAME) {
      this.port.postMessage(this.frame.slice());
      this.filled = 0;
    }
  }
}

registerProcessor("panda-player", Player);
registerProcessor("panda-microphone", Microphone);
