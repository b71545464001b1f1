import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = new URL('../../../src/platforms/slack/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

/** Every way in which Slack can be given something to show. */
const SHOWING =
  /chat\.(?:postMessage|postEphemeral|update|scheduleMessage)\(|views\.(?:open|push|publish|update)\(|apiCall\(|\bsay\(|\bfetch\((?!url)/u;
/** An acknowledgement or a response with something in it. */
const CARRYING = /\b(?:ack|respond)\(\{|\b(?:ack|respond)\((?!\)|payload|content)[^)]/u;

describe('what leaves for Slack', () => {
  test('leaves in deliver.ts alone', () => {
    const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const leaving = names.filter((name) => SHOWING.test(read(name)) || CARRYING.test(read(name)));
    // The doctor shows nothing: it asks Slack whether it is there.
    expect(leaving).toEqual(['deliver.ts', 'transport/checkup.ts']);
  });

  test('is what the gate has cleared: every function of deliver.ts asks for it, or shows nothing', () => {
    const functions = read('deliver.ts')
      .split(/^export (?:async )?function /mu)
      .slice(1);
    const uncleared = functions.filter(
      (text) => !/\bCleared</u.test(text.slice(0, text.indexOf('{\n'))),
    );
    expect(uncleared.map((text) => text.slice(0, text.indexOf('(')))).toEqual(['withdraw']);
  });
});
