import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_SUBJECT } from '../../../src/debate/reply.ts';
import { ELEMENT } from '../../../src/platforms/slack/view/blocks.ts';
import {
  actionOf,
  decodeState,
  encodeState,
  withOwner,
} from '../../../src/platforms/slack/view/buttons.ts';
import { ACTIONS } from '../../../src/conversation/buttons.ts';
import { COMMAND_NAMES, OPTION_NAMES } from '../../../src/ask/request.ts';

const options = fc.dictionary(fc.constantFrom(...OPTION_NAMES), fc.string({ maxLength: 60 }));
const command = fc.constantFrom(...COMMAND_NAMES, 'contexte' as const);

describe('a button’s state', () => {
  test('reads back as it was written, with its owner', () => {
    fc.assert(
      fc.property(command, options, fc.string({ maxLength: 11 }), (name, given, by) => {
        const asked = { command: name, options: given };
        const value = encodeState(asked) ?? '';
        expect(decodeState(value)).toEqual({ asked, by: null });
        expect(decodeState(withOwner(value, by))).toEqual({ asked, by });
      }),
    );
  });

  test('of the longest question fits, with its owner', () => {
    const long = 'é"\\'.repeat(LONGEST_SUBJECT / 3);
    const value = encodeState({
      command: 'debat',
      options: { sujet: long, auteur: 'x'.repeat(200) },
    });
    expect(withOwner(value ?? '', 'U'.repeat(11)).length).toBeLessThanOrEqual(ELEMENT.value);
    expect(value).not.toBeNull();
  });

  test('that Slack would refuse is none', () => {
    expect(encodeState({ command: 'debat', options: { sujet: 'x'.repeat(2_000) } })).toBeNull();
  });

  test('of anything else is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (value) => {
        const state = decodeState(value);
        if (state !== null) expect(JSON.parse(value)).toMatchObject({ v: 1 });
      }),
    );
    expect(decodeState(undefined)).toBeNull();
    expect(decodeState('{"v":1,"c":"__proto__","o":{}}')).toBeNull();
    expect(decodeState('{"v":1,"c":"debat","o":["roi"]}')).toBeNull();
  });
});

test('an action_id is that of a button or of none', () => {
  for (const action of [...ACTIONS, 'search', 'erase']) {
    expect(actionOf(`debat/${action}`)).toBe(action);
  }
  for (const id of ['', 'debat/', 'debat/constructor', 'next', 'autre/next'])
    expect(actionOf(id)).toBeNull();
});
