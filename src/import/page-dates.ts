const MONTHS =
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

/** The day a text opens or tells, in EDTF: `2011-04-01T10:00`, « le 1er avril 2011 à 10 h ». */
export function dateIn(text: string): string | null {
  const iso = /^\s*(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)/u.exec(text)?.[1];
  if (iso !== undefined) return iso;
  const [, day = '', month = '', year = ''] =
    /(?<!\d)(\d{1,2})(?:er)?\s+(\p{L}{3,9})\s+(\d{4})(?!\d)/u.exec(text) ?? [];
  const place = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (place === 0 || Number(day) < 1 || Number(day) > 31) return null;
  return `${year}-${String(place).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
