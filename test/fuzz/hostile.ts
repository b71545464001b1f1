import fc from 'fast-check';

/** What fast-check makes of a seed: the same for the same seed. */
export function drawn<Value>(arbitrary: fc.Arbitrary<Value>, seed: number): Value {
  const [value] = fc.sample(arbitrary, { numRuns: 1, seed });
  // One run gives one value.
  return value as Value;
}

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Texts that people, programs and enemies send. */
export const TEXTS = [
  ...['', ' ', '\0', '\uD800', 'a\uDFFFb', '\u200B', '\uFEFF/position kabla ; blogs', '\u202Eior'],
  ...['x'.repeat(100_000), '“ '.repeat(20_000), '"'.repeat(5_000), '<'.repeat(5_000)],
  ...[
    'é'.normalize('NFD').repeat(3_000),
    '; '.repeat(5_000),
    '🏳️‍🌈'.repeat(2_000),
    '\n'.repeat(9_999),
  ],
  ...['<!channel> <@U0ALICE01> @everyone', '<https://example.org|roi>', '[a](https://example.org)'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'NaN'],
  ...['data:text/plain,hi', 'https://example.org/x', 'http://[::1', 'javascript:alert(1)'],
  ...['/position kabla ; blogs', '/debat roi page:99999999999999', '/comparer kabla ; gourvennec'],
  ...['/carte roi auteur:kabla', '/qui-repond kabla-2012#x', '/qui-repond a#b#c;d'],
  ...[
    'roi auteur:kabla avant:2011 après:2012 resume prive',
    '/abonnement activer 9h30 Europe/Paris',
  ],
  ...['/abonnement activer 25h99 Mars/Phobos lun-lun-lun', '/citation', '/debat -roi -blogs "fin'],
  ...['9'.repeat(400), '-1', '1e309', '0x10', '2026-13-45', 'debat/context', 'd1/contexte/x'],
  ...['{"v":1,"c":"debat","o":{"sujet":"roi","page":"-3"}}', '{"v":1,"c":"constructor","o":{}}'],
  ...['{"v":9}', '{', '[]', '<think>', '\\u0000', '%00%ff', '(((((((((('.repeat(500)],
];

const VALUES: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, -1, 1.5, 2 ** 53, 1e308, [], {}, [null], [[]], [{}], { a: null }],
      ...[
        nested(200),
        Array.from({ length: 3_000 }, () => 'roi'),
        Array.from({ length: 300 }, () => ({})),
      ],
      // As a parser makes it: a member of its own.
      JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}'),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

const MUTATION = fc.record({
  place: fc.nat(),
  from: fc.nat(),
  kind: fc.constantFrom(
    'replace',
    'replace',
    'remove',
    'splice',
    'rename',
    'append',
    'twice',
    'add',
  ),
  value: VALUES,
  text: fc.constantFrom(...TEXTS),
});
type Mutation = typeof MUTATION extends fc.Arbitrary<infer Value> ? Value : never;

type Holder = Record<string, unknown>;
type Place = readonly [holder: Holder, key: string];

/** Every member of a value, at any depth, as who holds it and under which name. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  // Lists are read by their numbers, as objects are by their names.
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key])]);
}

/** A copy of some JSON with up to three damages, the same for the same seed. */
export function mutated<Value>(value: Value, seed: number, most = 3): Value {
  const whole = { whole: structuredClone(value) };
  for (const mutation of drawn(fc.array(MUTATION, { minLength: 1, maxLength: most }), seed)) {
    mutate(whole, mutation);
  }
  return whole.whole;
}

function mutate(whole: Holder, { place, from, kind, value, text }: Mutation): void {
  const places = placesIn(whole['whole']);
  const [holder, key] = places[place % places.length] ?? ([whole, 'whole'] as const);
  const [other, otherKey] = places[from % places.length] ?? [holder, key];
  const old = holder[key];
  if (kind === 'remove') Reflect.deleteProperty(holder, key);
  else if (kind === 'replace') put(holder, key, structuredClone(value));
  else if (kind === 'splice') put(holder, key, structuredClone(other[otherKey]));
  else if (kind === 'append') put(holder, key, typeof old === 'string' ? `${old}${text}` : text);
  else if (kind === 'twice') put(holder, key, [old, structuredClone(old)]);
  else if (kind === 'add') put(holder, text.slice(0, 200), structuredClone(value));
  else {
    Reflect.deleteProperty(holder, key);
    put(holder, text.slice(0, 200), old);
  }
}

/** As a parser puts a member, whatever its name. */
function put(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** One damage that bytes may take: `at` and `to` are shares of them. */
const DAMAGE = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'twice', 'text', 'nest', 'splice', 'end'),
  text: fc.constantFrom(...TEXTS),
  sign: fc.constantFrom('[', '{"a":', '> ', '<b>', '- ', '(', '\t', '*', '`', '"'),
  bit: fc.integer({ min: 1, max: 255 }),
});

/** A copy of some bytes with up to three damages; a piece of `other` may be put in. */
export function damaged(bytes: Uint8Array, other: Uint8Array, seed: number): Uint8Array {
  const damages = drawn(fc.array(DAMAGE, { minLength: 1, maxLength: 3 }), seed);
  return damages.reduce((left, { at, to, kind, text, sign, bit }) => {
    const cut = (of: Uint8Array) => {
      const [from = 0, end = 0] = [at, to]
        .map((share) => Math.floor(share * of.length))
        .sort((a, b) => a - b);
      return [of.subarray(0, from), of.subarray(from, end), of.subarray(end)] as const;
    };
    const [head, middle, tail] = cut(left);
    const put = (piece: Uint8Array) => Buffer.concat([head, piece, middle, tail]);
    if (kind === 'flip') return left.map((byte, at) => (at === head.length ? byte ^ bit : byte));
    if (kind === 'cut') return Buffer.concat([head, tail]);
    if (kind === 'end') return head;
    if (kind === 'twice') return put(middle);
    if (kind === 'splice') return put(cut(other)[1]);
    return put(Buffer.from(kind === 'nest' ? sign.repeat(20_000) : text));
  }, bytes);
}
