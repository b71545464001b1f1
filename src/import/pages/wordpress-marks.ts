/** WordPress' own short codes: a picture with its caption, a player, an address. */
const OWN = 'audio|caption|embed|gallery|playlist|video|wp_caption';
/** Its mark says more than its name, or it is closed: `[sic]` and `[le maire]` are the writer's. */
const OPENING = /\[(?<name>[a-z][\w-]*)(?<rest>(?:\s[^[\]<>]*)?)\/?\]/gu;
const CLOSING = /\[\/(?<name>[a-z][\w-]*)\]/gu;

/** The HTML of a post without the marks of its short codes, and which of them stood around words. */
export function withoutMarks(html: string): { html: string; codes: string[] } {
  const plain = withoutOwnCodes(html);
  const closed = new Set([...plain.matchAll(CLOSING)].map(({ groups }) => groups?.['name']));
  const codes = new Set<string>();
  const opened = plain.replace(OPENING, (whole, name: string, rest: string) => {
    if (!closed.has(name) && !/\w=["'\d&]/u.test(rest)) return whole;
    codes.add(name);
    return '\n\n';
  });
  const left = opened.replace(CLOSING, (whole, name: string) => (codes.has(name) ? '\n\n' : whole));
  return { html: left, codes: [...codes] };
}

/** Between the two marks of these there are no words of the writer: a caption, an address. */
function withoutOwnCodes(html: string): string {
  const mark = new RegExp(`\\[(?<closing>/?)(?<name>${OWN})\\b[^[\\]]*\\]`, 'gu');
  const last = new Map<string, number>();
  const marks = [...html.matchAll(mark)].map(({ 0: whole, index, groups }) => ({
    ...{ at: index, end: index + whole.length },
    ...{ name: groups?.['name'] ?? '', isClosing: groups?.['closing'] === '/' },
  }));
  for (const { name, at, isClosing } of marks) if (isClosing) last.set(name, at);
  const kept: string[] = [];
  let from = 0;
  let inside: string | null = null;
  for (const { name, at, end, isClosing } of marks) {
    if (inside === null) kept.push(html.slice(from, at), '\n\n');
    if (inside !== null && !(isClosing && inside === name)) continue;
    inside = !isClosing && (last.get(name) ?? -1) > at ? name : null;
    from = end;
  }
  return kept.join('') + (inside === null ? html.slice(from) : '');
}
