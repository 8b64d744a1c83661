/** Words that the hub refused go back into the text box, in the order in which they were said. */
export class ReturnedWords {
  private head = "";

  /** Return the draft with the refused words before what was typed since. */
  into(draft: string, words: string): string {
    const before = this.head !== "" && draft.startsWith(this.head) ? this.head : "";
    const since = draft.slice(before.length).replace(/^\n/, "");
    this.head = joined(before, words);
    return joined(this.head, since);
  }
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}
