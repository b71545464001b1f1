import type { Passage } from '../debate/passage.ts';
import type { Filters, Notice } from '../debate/reply.ts';
import type { Options } from './request.ts';
import type { Knowledge } from './command.ts';
import { findSpeaker } from './people.ts';

/** Reads `auteur`, `depuis` and `jusqua`, or tells what is wrong with them. */
export function readFilters(options: Options, { speakers }: Knowledge): Filters | Notice {
  const speaker = options.auteur === undefined ? null : findSpeaker(speakers, options.auteur);
  if (speaker !== null && 'code' in speaker) return speaker;
  const since = readYear('depuis', options.depuis);
  const until = readYear('jusqua', options.jusqua);
  if (typeof since === 'object' && since !== null) return since;
  if (typeof until === 'object' && until !== null) return until;
  if (since !== null && until !== null && since > until) {
    return { code: 'years reversed', since, until };
  }
  return { speaker, since, until };
}

/** Whether a passage is by the speaker and of the years asked for. */
export function acceptsFor({ speaker, since, until }: Filters): (passage: Passage) => boolean {
  return (passage) => {
    const { year } = passage.source.date;
    return (speaker?.speaks(passage) ?? true) && (since ?? year) <= year && year <= (until ?? year);
  };
}

function readYear(option: string, value: string | undefined): number | Notice | null {
  if (value === undefined) return null;
  return /^\d{4}$/u.test(value) ? Number(value) : { code: 'not a year', option, value };
}
