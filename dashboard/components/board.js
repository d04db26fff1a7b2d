// The board of live calls. Rows are kept by call and changed in place, so nothing
// flickers, scrolls away or loses its focus however often new data comes.

const COLUMNS = [
  ["", "flag"], ["Business", "business"], ["State", "state"], ["Time", "time"],
  ["They / we", "levels"], ["Line", "line"], ["Last words", "last"],
  ["Keys", "keys"], ["Found", "found"], ["Cost", "cost"],
];
const AGAIN_MS = 3000; // a page that is busy may miss a click; it is told again
const boards = new WeakMap();

const time = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

class Row {
  constructor(id, open) {
    this.root = element("tr");
    this.root.tabIndex = 0;
    this.root.dataset.call = id;
    const act = () => open(id);
    this.root.addEventListener("click", act);
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Enter") act();
    });
    this.cells = {};
    for (const [, name] of COLUMNS) this.cells[name] = element("td", name, this.root);
    const { business, state, levels, last } = this.cells;
    this.name = element("div", "name", business);
    this.about = element("div", "about", business);
    this.pill = element("span", "pill", state);
    this.phase = element("span", "about", state);
    this.they = element("i", "", element("div", "bar they", levels));
    this.we = element("i", "", element("div", "bar we", levels));
    levels.title = "How loud they are (above) and we are";
    this.words = element("div", "words", last);
  }

  show(card) {
    write(this.cells.flag, card.flag ? "✋" : card.priority > 0 ? "▲" : "");
    this.cells.flag.title = card.flag
      ? "A person is needed"
      : card.priority ? `Priority ${card.priority}` : "";
    write(this.name, card.business);
    write(this.about, card.goal || card.number);
    this.root.title = [card.number, card.campaign, card.goal].filter(Boolean).join(" · ");
    this.root.classList.toggle("flagged", card.flag);
    this.root.classList.toggle("over", card.state === "ended");
    write(this.pill, card.phase);
    this.pill.dataset.state = card.state;
    write(this.phase, card.state === "ended" ? "" : time(card.phase_s));
    write(this.cells.time, time(card.seconds));
    this.they.style.width = `${card.they * 100}%`;
    this.we.style.width = `${card.we * 100}%`;
    grade(this.cells.line, card.line);
    write(this.words, card.last);
    write(this.cells.keys, card.keys);
    write(this.cells.found, card.asked ? `${card.found} of ${card.asked}` : `${card.found}`);
    write(this.cells.cost, `$${card.cost.toFixed(3)}`);
  }
}

class Board {
  constructor(parent) {
    this.strip = new Strip(parent);
    this.root = element("div", "board", parent);
    const table = element("table", "", this.root);
    const heads = element("tr", "", element("thead", "", table));
    for (const [title, name] of COLUMNS) write(element("th", name, heads), title);
    this.body = element("tbody", "", table);
    this.empty = element("p", "empty", this.root);
    write(this.empty, "No call is like that.");
    this.rows = new Map();
  }

  open(id) {
    this.leave();
    this.rows.get(id)?.root.classList.add("opening");
    this.opening = setInterval(() => this.told(id), AGAIN_MS);
    this.told(id);
  }

  leave() {
    clearInterval(this.opening);
  }

  show(cards) {
    const wanted = new Set(cards.map((card) => card.id));
    for (const [id, row] of this.rows) {
      if (!wanted.has(id)) {
        row.root.remove();
        this.rows.delete(id);
      }
    }
    let place = this.body.firstElementChild;
    for (const card of cards) {
      let row = this.rows.get(card.id);
      if (!row) {
        row = new Row(card.id, (id) => this.open(id));
        this.rows.set(card.id, row);
      }
      row.show(card);
      if (row.root === place) place = place.nextElementSibling;
      else this.body.insertBefore(row.root, place);
    }
    this.empty.hidden = cards.length > 0;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let board = boards.get(parentElement);
  if (!board) {
    board = new Board(parentElement);
    boards.set(parentElement, board);
  }
  board.told = (id) => setTriggerValue("open", id);
  board.strip.show(data.strip);
  board.show(data.cards);
  return () => board.leave();
}
