/** Something Discord's client makes of a text beside showing its characters. */
export interface Construct {
  readonly kind: string;
  /** An address, an identifier, or nothing. */
  readonly target: string;
}

/** A Markdown text as a person sees it. */
export interface Shown {
  readonly text: string;
  readonly constructs: readonly Construct[];
}

interface Rule {
  readonly kind: string;
  readonly pattern: RegExp;
  /** Which group is shown in its place, itself Markdown; none where something else than text is shown. */
  readonly shown?: number;
  readonly target?: number;
}

// The rules of Discord's client, which are those of simple-markdown 0.7 with its own added
// (https://github.com/discordjs/discord-api-types and simple-markdown/README.md); written apart from the
// escaper, so that a sign it forgets is seen here.
const BLOCK_RULES: readonly Rule[] = [
  { kind: 'long quote', pattern: /^>>> ([^]*)/u, shown: 1 },
  { kind: 'quote', pattern: /^> ([^\n]*)/u, shown: 1 },
  { kind: 'small', pattern: /^ *-# ([^\n]*)/u, shown: 1 },
  { kind: 'heading', pattern: /^ *#{1,3} +([^\n]*)/u, shown: 1 },
  { kind: 'list', pattern: /^ *[-*+] +([^\n]*)/u, shown: 1 },
  { kind: 'numbered list', pattern: /^ *\d+[.)] +([^\n]*)/u, shown: 1 },
];
const INLINE_RULES: readonly Rule[] = [
  { kind: 'code block', pattern: /^```[^]*?```/u },
  { kind: 'code', pattern: /^(`+)[^]*?[^`]\1(?!`)/u },
  { kind: 'shrug', pattern: /^¯\\_\(ツ\)_\/¯/u },
  {
    kind: 'link',
    pattern: /^\[((?:\\.|[^\]\\])*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)/u,
    shown: 1,
    target: 2,
  },
  { kind: 'address', pattern: /^<([^: >]+:\/[^ >]+)>/u, target: 1 },
  { kind: 'address', pattern: /^((?:https?|steam):\/\/[^\s<]+[^<.,:;"'\]\s])/u, target: 1 },
  { kind: 'mention', pattern: /^<@!?(\d+)>/u, target: 1 },
  { kind: 'role', pattern: /^<@&(\d+)>/u, target: 1 },
  { kind: 'channel', pattern: /^<#(\d+)>/u, target: 1 },
  { kind: 'everyone', pattern: /^@(?:everyone|here)/u },
  { kind: 'timestamp', pattern: /^<t:-?\d+(?::[tTdDfFRsS])?>/u },
  { kind: 'command', pattern: /^<\/[^:>]+:\d+>/u },
  { kind: 'guild place', pattern: /^<id:\w+>/u },
  { kind: 'custom emoji', pattern: /^<a?:\w+:\d+>/u },
  { kind: 'emoji', pattern: /^:[\w+-]+:/u },
  { kind: 'bold', pattern: /^\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/u, shown: 1 },
  { kind: 'underline', pattern: /^__((?:\\[^]|[^\\])+?)__(?!_)/u, shown: 1 },
  { kind: 'italic', pattern: /^\*(?=\S)((?:\\[^]|[^\\*])+?)\*(?!\*)/u, shown: 1 },
  { kind: 'italic', pattern: /^_((?:\\[^]|[^\\_])+?)_(?!\w)/u, shown: 1 },
  { kind: 'strikethrough', pattern: /^~~([^]+?)~~(?!_)/u, shown: 1 },
  { kind: 'spoiler', pattern: /^\|\|([^]+?)\|\|/u, shown: 1 },
];
const ESCAPE = /^\\([^0-9A-Za-z\s])/u;

/** Reads a text as Discord's client does, sign by sign. */
export function shownBy(markdown: string): Shown {
  const lines = markdown.split('\n').map(readLine);
  return {
    text: lines.map(({ text }) => text).join('\n'),
    constructs: lines.flatMap(({ constructs }) => constructs),
  };
}

function readLine(line: string): Shown {
  return readBy(BLOCK_RULES, line, readLine) ?? readInline(line);
}

function readInline(given: string): Shown {
  let rest = given;
  let text = '';
  const constructs: Construct[] = [];
  while (rest !== '') {
    const escape = ESCAPE.exec(rest);
    const found = escape === null ? readBy(INLINE_RULES, rest, readInline) : null;
    const taken = escape?.[0] ?? found?.taken ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
    text += escape?.[1] ?? found?.text ?? taken;
    constructs.push(...(found?.constructs ?? []));
    rest = rest.slice(taken.length);
  }
  return { text, constructs };
}

function readBy(
  rules: readonly Rule[],
  given: string,
  inside: (text: string) => Shown,
): (Shown & { readonly taken: string }) | null {
  for (const { kind, pattern, shown, target } of rules) {
    const match = pattern.exec(given);
    if (match === null) continue;
    const within = shown === undefined ? null : inside(match[shown] ?? '');
    const own = { kind, target: target === undefined ? '' : (match[target] ?? '') };
    return {
      taken: match[0],
      text: within?.text ?? own.target,
      constructs: [own, ...(within?.constructs ?? [])],
    };
  }
  return null;
}
