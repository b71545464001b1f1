import { join } from 'node:path';
import { nobodyOn, type Address } from '../ask/request.ts';
import { formatFault } from '../corpus/faults.ts';
import { pagesBelow } from '../debate/address.ts';
import { debateName, type NamedDebate } from '../debate/choice.ts';
import type { Debate } from '../debate/passage.ts';
import { BotError } from '../errors.ts';
import type { Log } from '../ports.ts';
import { corpusPathsIn, debateFoldersIn, readFilesBeside } from './files.ts';

/** A debate that can be asked, open or not. */
export interface Listed extends NamedDebate {
  readonly folder: string;
  /** The workspaces and servers that alone may know of it, each as `slack:T0123`; null where all may. */
  readonly tenants: readonly string[] | null;
  /** Where its pages are; null where nobody shows them. */
  readonly publicUrl: string | null;
}

/** By key, in the order of their names. */
export type Listing = ReadonlyMap<string, Listed>;

/** What is wrong with each that cannot be read, by key. */
export type Unread = ReadonlyMap<string, unknown>;

/** What there is. */
export interface Looked {
  readonly listing: Listing;
  readonly unread: Unread;
}

/** Whoever sits at the machine itself, or starts a program there: nothing is kept from them. */
export const OPERATOR = nobodyOn('console');

/** Whether a debate may be known somewhere: by its name, by an answer, or by what is said of its absence. */
export function mayKnow(
  { tenants }: Pick<Debate, 'tenants'>,
  { platform, workspace }: Pick<Address, 'platform' | 'workspace'>,
): boolean {
  if (tenants == null || platform === OPERATOR.platform) return true;
  return workspace !== null && tenants.includes(`${platform}:${workspace}`);
}

/** A debate as it says what it is. */
export function listed(
  { title, question, tenants = null }: Debate,
  { key, folder, publicUrl }: Pick<Listed, 'key' | 'folder' | 'publicUrl'>,
): Listed {
  // Pages are for everybody.
  return { key, title, question, tenants, folder, publicUrl: tenants === null ? publicUrl : null };
}

/**
 * The debates of a house, by what their folders say of themselves alone. One that cannot be read stays as it was
 * `before`, or is left out. Rejects with a BotError where there is none.
 */
export async function listedIn(
  debatesFolder: string,
  publicUrl: string | null,
  before: Listing,
): Promise<Looked> {
  const all: Listed[] = [];
  const unread = new Map<string, unknown>();
  for (const key of debateFoldersIn(debatesFolder)) {
    const folder = join(debatesFolder, key);
    try {
      const pages = pagesBelow(publicUrl, key);
      all.push(listed(await debateIn(folder), { key, folder, publicUrl: pages }));
    } catch (fault) {
      unread.set(key, fault);
      const known = before.get(key);
      if (known !== undefined) all.push(known);
    }
  }
  if (all.length === 0) {
    throw new BotError(
      'corpus',
      `no debate in ${debatesFolder}: DEBATES_DIR is a folder of folders, one a debate, each with its debate.yaml and its works`,
    );
  }
  return { listing: inOrder(all), unread };
}

export function inOrder(all: readonly Listed[]): Listing {
  const named = all.toSorted((a, b) => debateName(a).localeCompare(debateName(b), 'fr'));
  return new Map(named.map((each) => [each.key, each]));
}

/** Tells what is wrong with each, but for what was told `before`, and which of those can be read by now. */
export function tellUnread(now: Looked, before: Unread, log: Log): void {
  for (const [debate, fault] of now.unread) {
    const isTold = before.has(debate) && String(before.get(debate)) === String(fault);
    if (!isTold) log.error({ debate, fault }, 'a debate cannot be read');
  }
  for (const debate of before.keys()) {
    const isRead = now.listing.has(debate) && !now.unread.has(debate);
    if (isRead) log.info({ debate }, 'a debate can be read again');
  }
}

async function debateIn(folder: string): Promise<Debate> {
  const { debate } = readFilesBeside(corpusPathsIn(folder));
  const { parseBeside } = await import('../corpus/parse.ts');
  const { value, faults } = parseBeside({ debate, voices: null, lexicon: null }).debate;
  if (value === null) throw new BotError('corpus', faults.map(formatFault).join('\n'));
  return value;
}
