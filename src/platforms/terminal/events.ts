import type { Address, Request } from '../../ask/request.ts';
import { LONGEST_INPUT } from './limits.ts';

/** What a typed line means: a request, the next page of the last one, or the end. */
export type Typed =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'next page' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'nothing' };

export const PLATFORM = 'console';
/** There is one conversation, and whoever has it may do what they like with it. */
const ADDRESS: Address = { platform: PLATFORM, workspace: null, channel: 'terminal', person: null };
const mayManage = () => Promise.resolve(true);
const QUIT = new Set(['/quitter', '/quit', '/exit']);

/** Reads a line as it would be typed in a channel; without a slash it is a subject for /debat. */
export function readLine(line: string): Typed {
  const trimmed = line.trim().slice(0, LONGEST_INPUT);
  if (trimmed === '') return { kind: 'nothing' };
  if (QUIT.has(trimmed)) return { kind: 'quit' };
  if (trimmed === '/suite') return { kind: 'next page' };
  const [, command = 'debat', text = ''] = /^\/(\S+)\s*([^]*)$/u.exec(trimmed) ?? [];
  const input = { text: trimmed.startsWith('/') ? text : trimmed };
  return { kind: 'request', request: { address: ADDRESS, command, input, mayManage } };
}

const PAGE = /\s+page:\s*(?<page>\d+)/u;

/** The line that asks for the page after the one this line asks for. */
export function nextPageOf(line: string): string {
  const page = Number(PAGE.exec(line)?.groups?.['page'] ?? 1);
  return `${line.replace(PAGE, '')} page:${page + 1}`;
}
