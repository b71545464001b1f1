import { pagesFor } from '../debate/reply.ts';
import type { Notice } from '../debate/reply.ts';

/** The page asked for, from 1, of an answer that holds `entries`; or why there is none. */
export function readPage(
  value: string | undefined,
  entries: number,
  size: number,
): number | Notice {
  if (value === undefined) return 1;
  const page = /^\d{1,4}$/u.test(value) ? Number(value) : 0;
  if (page < 1) return { code: 'not a page', value };
  const pages = pagesFor(entries, size);
  return page > pages ? { code: 'no such page', pages } : page;
}
