import type { Notice } from '../debate/reply.ts';

/** The page asked for, from 1, of an answer that has so many; or why there is none. */
export function readPage(value: string | undefined, pages: number): number | Notice {
  if (value === undefined) return 1;
  const page = /^\d{1,4}$/u.test(value) ? Number(value) : 0;
  if (page < 1) return { code: 'not a page', value };
  return page > pages ? { code: 'no such page', pages } : page;
}
