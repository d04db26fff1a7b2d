// A call's transcript. Lines are only ever added, so what somebody reads, selects or has
// scrolled to stays where it is; at the end, the view follows.

const WHO = { agent: "We", business: "They", operator: "Operator", note: "Note", whisper: "Whisper" };
const NEAR_END_PX = 40;
const transcripts = new WeakMap();

class Transcript {
  constructor(parent) {
    this.strip = new Strip(parent);
    this.root = element("div", "transcript", parent);
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "log");
    this.clear("");
  }

  clear(call) {
    this.call = call;
    this.last = 0;
    this.root.replaceChildren();
    this.empty = element("p", "empty", this.root, "Nothing was said yet.");
  }

  show({ call, lines }) {
    if (call !== this.call) this.clear(call);
    const { scrollTop, clientHeight, scrollHeight } = this.root;
    const follows = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    for (const line of lines) {
      if (line.seq > this.last) this.add(line);
    }
    this.empty.hidden = lines.length > 0;
    if (follows) this.root.scrollTop = this.root.scrollHeight;
  }

  add(line) {
    this.last = line.seq;
    const row = element("div", "entry", this.root);
    row.dataset.kind = line.kind;
    element("span", "at", row, line.at);
    const said = element("div", "said", row);
    if (WHO[line.kind]) element("span", "who", said, WHO[line.kind]);
    element("span", "text", said, line.text);
  }
}

export default function ({ data, parentElement }) {
  let transcript = transcripts.get(parentElement);
  if (!transcript) {
    transcript = new Transcript(parentElement);
    transcripts.set(parentElement, transcript);
  }
  transcript.strip.show(data.strip);
  transcript.show(data);
}
