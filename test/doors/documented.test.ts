import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDoors } from './serving.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/doors.md'), 'utf8');
const EXAMPLE =
  /curl -s (?:--data-binary '(?<body>[^']*)' )?'http:\/\/[^/]*(?<path>[^']*)' \| jq '\.(?<member>\w+)(?<first>\[0\])?(?: \| \{(?<names>[^}]*)\})?'\n```\n\n```json\n(?<told>[^]*?)\n```/gu;

test('the examples of docs/doors.md are answered as it says', async () => {
  await using doors = await openDoors();
  const examples = [...DOCUMENT.matchAll(EXAMPLE)].map(({ groups = {} }) => groups);
  expect(examples.length).toBe(DOCUMENT.split('curl ').length - 1);
  for (const { body, path = '', member = '', first, names, told = '' } of examples) {
    const posting = body === undefined ? {} : { method: 'POST', body };
    const document = (await (await doors.ask(path, posting)).json()) as Record<string, unknown>;
    const found = first === undefined ? document[member] : (document[member] as unknown[])[0];
    const picked = names
      ?.split(', ')
      .map((name) => [name, (found as Record<string, unknown>)[name]]);
    // Prettier lays the document out, jq the answer.
    expect(JSON.parse(told)).toEqual(picked === undefined ? found : Object.fromEntries(picked));
  }
});
