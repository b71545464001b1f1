import type { Notice } from '../debate/notice.ts';
import type { ProposalField } from '../debate/proposal.ts';
import { readDate } from '../french/periods.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { LONGEST, type Draft, type Proposed } from './proposal.ts';
import { unmarked } from './typed.ts';

/** What is proposed, complete; or what is missing, or not valid. */
export function readProposal(draft: Draft): Proposed | Notice {
  const { mots, auteur, source, date, lien } = draft;
  const words = mots === undefined ? null : textOr(unmarked(legible(mots)));
  const voice = lineOf(auteur);
  const permalink = lineOf(lien);
  const from = lineOf(source) ?? permalink;
  const { url, title } = sourceIn(from ?? '');
  const missing = missingIn({ words, voice, from, url });
  if (words === null && voice === null && from === null && lineOf(date) === null)
    return { code: 'nothing to propose' };
  if (missing.length > 0) return { code: 'proposal incomplete', missing };
  const long = tooLong({ words, voice, title, url });
  if (long !== null) return long;
  if (url !== null && !isWhole(url)) return { code: 'not an address' };
  const day = lineOf(date) === null ? null : readDate(date ?? '');
  if (day === null && lineOf(date) !== null) return { code: 'not a day', value: date ?? '' };
  return { words, voice, url, title, date: day, permalink };
}

interface Said {
  readonly words: string | null;
  readonly voice: string | null;
  readonly from: string | null;
  readonly url: string | null;
}

/** An address alone is enough: its words are chosen later. */
function missingIn({ words, voice, from, url }: Said): readonly ProposalField[] {
  if (words === null) return url !== null && voice === null ? [] : ['words'];
  return [
    ...(voice === null ? (['voice'] as const) : []),
    ...(from === null ? (['source'] as const) : []),
  ];
}

function tooLong({
  words,
  voice,
  title,
  url,
}: Pick<Proposed, 'words' | 'voice' | 'title' | 'url'>): Notice | null {
  const fields: readonly (readonly [ProposalField, string | null, number])[] = [
    ['words', words, LONGEST.words],
    ['voice', voice, LONGEST.voice],
    ['source', title, LONGEST.title],
    ['source', url, LONGEST.address],
  ];
  const found = fields.find(([, text, longest]) => (text ?? '').length > longest);
  if (found === undefined) return null;
  const [field, text, longest] = found;
  return { code: 'proposal too long', field, length: (text ?? '').length, longest };
}

/** « Le Monde, https://… »: an address, and what else is said of it. */
function sourceIn(source: string): Pick<Proposed, 'url' | 'title'> {
  const [url = null] = /https?:\/\/\S+/iu.exec(source) ?? [];
  const title = url === null ? source : source.replace(url, ' ');
  return { url, title: textOr(unmarked(foldWhiteSpace(title).replace(/[\s,;:([-]+$/u, ''))) };
}

function isWhole(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname.includes('.');
}

/** What nobody sees in a text, and no corpus may hold; line breaks stay. */
const INVISIBLE = /[[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFEFF]--\n]/gv;

function legible(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .trim();
}

/** A text as one line of what people see; null where it has no words. */
export function oneLine(text: string): string | null {
  return textOr(foldWhiteSpace(legible(text)));
}

function lineOf(text: string | undefined): string | null {
  return text === undefined ? null : oneLine(text);
}

function textOr(text: string): string | null {
  return /[\p{L}\p{N}]/u.test(text) ? text : null;
}
