import { foldWhiteSpace, QUOTATION_MARKS } from './typography.ts';

const LONGEST_ECHO = 80;
/** What is beyond is not even looked at: a pasted page must not cost its square to strip. */
const LONGEST_READ = 500;

/** What a person typed, as it may be said back: no guillemets, no address, nothing invisible, not too long. */
export function shown(typed: string): string {
  const plain = foldWhiteSpace(
    typed
      .slice(0, LONGEST_READ)
      .toWellFormed()
      .replace(/\p{C}/gu, ' ')
      .replace(QUOTATION_MARKS, '')
      .replace(/\S+:\/\/\S*/gu, '[adresse]'),
  );
  return plain.length > LONGEST_ECHO ? `${plain.slice(0, LONGEST_ECHO).toWellFormed()}…` : plain;
}
