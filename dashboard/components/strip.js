// How good a connection is: a word in its colour, the figures when pointed at.
const grade = (node, { grade, about }) => {
  node.classList.add("grade");
  node.dataset.grade = grade;
  write(node, grade);
  if (node.title !== about) node.title = about;
};

// A strip of figures above a board or a transcript; one element for the page to redraw.

const LINE = "Line";

class Strip {
  constructor(parent) {
    this.root = element("div", "strip", parent);
    this.cells = new Map();
    this.bar = element("div", "progress", parent);
    this.done = element("i", "", this.bar);
    this.notice = element("p", "notice", parent);
    this.notice.setAttribute("role", "status");
  }

  show({ figures, line, progress, notice }) {
    const names = figures.map(([name]) => name);
    if (line?.grade) names.push(LINE);
    if (names.join() !== [...this.cells.keys()].join()) this.lay(names);
    for (const [name, value] of figures) write(this.cells.get(name), value);
    if (line?.grade) grade(this.cells.get(LINE), line);
    this.bar.hidden = progress === null;
    this.done.style.width = `${(progress ?? 0) * 100}%`;
    this.notice.hidden = !notice;
    write(this.notice, notice);
  }

  lay(names) {
    this.cells.clear();
    this.root.replaceChildren();
    for (const name of names) {
      const cell = element("div", "figure", this.root);
      element("div", "about", cell, name);
      this.cells.set(name, element("div", "value", cell));
    }
  }
}
