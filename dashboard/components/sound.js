// The loudspeaker and the microphone of this browser, as the console uses them.

const LINE_RATE_HZ = 8000;

const workletUrl = (source) =>
  URL.createObjectURL(new Blob([source], { type: "text/javascript" }));

class Speaker {
  // `report` is told four times a second how much waits to be played.
  static async open(source, report) {
    const context = new AudioContext({ sampleRate: LINE_RATE_HZ, latencyHint: "interactive" });
    const url = workletUrl(source);
    try {
      await context.audioWorklet.addModule(url);
    } finally {
      URL.revokeObjectURL(url);
    }
    await context.resume();
    return new Speaker(context, report);
  }

  constructor(context, report) {
    this.context = context;
    this.player = new AudioWorkletNode(context, "panda-player", {
      numberOfInputs: 0, outputChannelCount: [1],
    });
    this.player.connect(context.destination);
    this.player.port.onmessage = ({ data }) => {
      const device = (context.baseLatency || 0) + (context.outputLatency || 0);
      report({ ...data, behindMs: Math.round(data.waitingMs + device * 1000) });
    };
  }

  play(side, bytes) {
    this.player.port.postMessage({ side, bytes });
  }

  close() {
    this.context.close();
  }
}

class Mouthpiece {
  // Asks for the microphone; `frame` gets 160 bytes of mu-law fifty times a second.
  static async open(source, frame) {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    const context = new AudioContext({ latencyHint: "interactive" });
    const url = workletUrl(source);
    try {
      await context.audioWorklet.addModule(url);
    } catch (error) {
      stream.getTracks().forEach((track) => track.stop());
      throw error;
    } finally {
      URL.revokeObjectURL(url);
    }
    await context.resume();
    return new Mouthpiece(context, stream, frame);
  }

  constructor(context, stream, frame) {
    this.context = context;
    this.stream = stream;
    const node = new AudioWorkletNode(context, "panda-microphone", { numberOfOutputs: 1 });
    context.createMediaStreamSource(stream).connect(node);
    // A node that leads nowhere is not run; what this one puts out is silence.
    node.connect(context.destination);
    node.port.onmessage = ({ data }) => frame(data);
  }

  close() {
    this.stream.getTracks().forEach((track) => track.stop());
    this.context.close();
  }
}

// How loud mu-law audio is, in dBFS.
const loudness = (bytes) => {
  let power = 0;
  for (const byte of bytes) power += decodeMulaw(byte) ** 2;
  return 10 * Math.log10(power / bytes.length + 1e-9);
};
