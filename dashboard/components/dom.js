// Making and changing elements. Text is set as text, never read as markup.

const element = (tag, className, parent, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
};

const write = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};
