import { expect, test } from 'vitest';
import { besiege } from './door.ts';
import { DOORS } from './doors.ts';

/** For all doors together; continuous integration gives them more. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 21);
const SEED = Number(process.env['FUZZ_SEED'] ?? 16);

test.each(DOORS)(
  'the door « $name » withstands what is sent to it',
  async (door) => {
    expect(await besiege(door, SECONDS / DOORS.length, SEED)).toBeGreaterThan(0);
  },
  SECONDS * 1_000 + 120_000,
);
