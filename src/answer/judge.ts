import { speakerText } from '../debate/attribution.ts';
import type { Passage } from '../debate/passage.ts';
import { datum } from './data.ts';
import { VERDICT_SCHEMA, readRejected } from './draft.ts';
import { fillSlots } from './prompt.ts';
import type { Prompt } from './prompt.ts';
import type { Asking } from './session.ts';

/** A sentence, and the passages it is said to follow from. */
export interface Claim {
  readonly sentence: string;
  readonly passages: readonly Passage[];
}

/**
 * Asks a model which claims do not follow from their passages; resolves to their places, from 0.
 * Null where it gave no verdict. A claim it says nothing of is not rejected.
 */
export async function rejectedBy(
  ask: (asking: Asking) => Promise<string>,
  claims: readonly Claim[],
  { system, user, settings }: Prompt,
): Promise<ReadonlySet<number> | null> {
  const asking = {
    prompt: 'juge',
    system,
    user: fillSlots(user, { affirmations: claims.map(claimData).join('\n\n') }),
    schema: VERDICT_SCHEMA,
    settings,
  };
  const numbers = readRejected(await ask(asking));
  return numbers === null ? null : new Set([...numbers].map((number) => number - 1));
}

function claimData({ sentence, passages }: Claim, index: number): string {
  const evidence = passages.flatMap((passage) => [
    datum(`source de ${index + 1}`, speakerText(passage)),
    datum(`preuve de ${index + 1}`, passage.text),
  ]);
  return [datum(`affirmation ${index + 1}`, sentence), ...evidence].join('\n');
}
