import type { Notice } from '../debate/reply.ts';

/** More than any subject a person types; less than a pasted page. */
export const LONGEST_SUBJECT = 300;
const SHORTEST_SUBJECT = 2;
const LETTERS_AND_DIGITS = /[\p{L}\p{N}]/gu;

/** Why a subject cannot be searched, or null when it can. */
export function faultOfSubject(subject: string): Notice | null {
  if (subject.length > LONGEST_SUBJECT) {
    return { code: 'subject too long', length: subject.length, longest: LONGEST_SUBJECT };
  }
  const written = subject.match(LETTERS_AND_DIGITS)?.length ?? 0;
  if (written === 0) return { code: 'subject without words' };
  return written < SHORTEST_SUBJECT ? { code: 'subject too short' } : null;
}
