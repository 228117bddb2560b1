/** Puts a block below what is written on this line, with the cursor between `before` and `after`. */
export function insertBlock(before, after, back = 0) {
  return (view) => {
    const { doc, selection } = view.state;
    const line = doc.lineAt(selection.main.head);
    const isBlank = line.text.trim() === "";
    const from = isBlank ? line.from : line.to;
    const lead = isBlank ? leadOf(doc, line.number - 1) : "\n\n";
    const tail = line.number < doc.lines && doc.line(line.number + 1).text.trim() ? "\n" : "";
    const anchor = from + lead.length + before.length + (back < 0 ? back : 0);
    view.dispatch({
      changes: { from, to: line.to, insert: lead + before + after + tail },
      selection: { anchor },
      scrollIntoView: true,
      userEvent: "input",
    });
    return true;
  };
}

export function insertWords(words) {
  return (view) => {
    view.dispatch({
      ...view.state.replaceSelection(words()),
      scrollIntoView: true,
      userEvent: "input",
    });
    return true;
  };
}

/** A block stands apart from the words above it. */
function leadOf(doc, number) {
  return number >= 1 && doc.line(number).text.trim() ? "\n" : "";
}
