/** What a JSON value says; undefined where it is not what was asked for. */
type Read<Value> = (json: unknown) => Value | undefined;

/** An object or array in a text: from its first character to the one after its last. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Values within values and JSON within strings are looked into so often. */
const DEEPEST = 8;

const SPACE = '[ \\t\\n\\r]*';
const PLAIN = '[^"\\\\\\p{Cc}]*';
const STRING = `"${PLAIN}(?:\\\\(?:["\\\\/bfnrt]|u[\\da-fA-F]{4})${PLAIN})*"`;
const KEY = new RegExp(`${SPACE}${STRING}${SPACE}:${SPACE}`, 'uy');
const SCALAR = new RegExp(
  `${STRING}|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null`,
  'uy',
);
const SPACES = new RegExp(SPACE, 'uy');

/**
 * What the last JSON value in a text says that `read` accepts: models reason first and answer last.
 * It stands alone, in a code fence or among words, within another value, or is written as a string.
 */
export function lastRead<Value>(
  text: string,
  read: Read<Value>,
  depth = DEEPEST,
): Value | undefined {
  const whole = parsed(text);
  if (typeof whole === 'string' && depth > 0) return lastRead(whole, read, depth - 1);
  if (whole !== undefined) return readIn(whole, read, depth);
  for (const { start, end } of spansIn(text).reverse()) {
    const json = parsed(text.slice(start, end));
    const found = readIn(json, read, depth);
    // The last object is the answer, good or bad: what stands before it was a draft or an example.
    if (found !== undefined || text[start] === '{') return found;
  }
  return undefined;
}

/** The JSON value that a text is; undefined where it is something else, or more. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readIn<Value>(json: unknown, read: Read<Value>, depth: number): Value | undefined {
  const found = read(json);
  if (found !== undefined || depth === 0) return found;
  // A sentence in which something like JSON stands is no answer: the string must begin with it.
  if (typeof json === 'string') {
    return /^\s*["[{]/u.test(json) ? lastRead(json, read, depth - 1) : undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  for (const inner of Object.values(json).reverse() as readonly unknown[]) {
    if (typeof inner !== 'object' && typeof inner !== 'string') continue;
    const within = readIn(inner, read, depth - 1);
    if (within !== undefined) return within;
  }
  return undefined;
}

/** The outermost objects and arrays that are whole, in the order in which they end. */
function spansIn(text: string): Span[] {
  const spans: Span[] = [];
  // A bracket that one attempt met is not tried again: it would end where that attempt ended.
  const met = new Uint8Array(text.length);
  const brackets = /[[{]/gu;
  for (let found = brackets.exec(text); found !== null; found = brackets.exec(text)) {
    if (met[found.index] === 1) continue;
    brackets.lastIndex = scan(text, found.index, met, spans) ?? found.index + 1;
  }
  return spans.sort((one, other) => one.end - other.end);
}

/** Follows the JSON that begins here, and adds what is whole of it; gives its end, or null where it breaks off. */
function scan(text: string, from: number, met: Uint8Array, spans: Span[]): number | null {
  const open: number[] = [];
  let at = from;
  const takes = (expression: RegExp): boolean => {
    expression.lastIndex = at;
    if (!expression.test(text)) return false;
    at = expression.lastIndex;
    return true;
  };
  const isObject = () => text[open.at(-1) ?? from] === '{';
  const closes = () => text[at] === (isObject() ? '}' : ']');
  for (;;) {
    if (text[at] === '{' || text[at] === '[') {
      met[at] = 1;
      open.push(at);
      at += 1;
      takes(SPACES);
      if (!closes()) {
        if (isObject() && !takes(KEY)) return null;
        continue;
      }
    } else if (!takes(SCALAR)) return null;
    while (takes(SPACES) && closes()) {
      at += 1;
      const start = open.pop() ?? from;
      while ((spans.at(-1)?.start ?? -1) > start) spans.pop();
      spans.push({ start, end: at });
      if (open.length === 0) return at;
    }
    if (text[at] !== ',') return null;
    at += 1;
    takes(SPACES);
    if (isObject() && !takes(KEY)) return null;
  }
}
