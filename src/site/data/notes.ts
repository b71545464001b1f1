import { pageAddressOf } from '../../debate/address.ts';
import { credited } from '../../debate/document.ts';
import { linkOf, Quote } from '../../debate/quote.ts';
import type { Passage } from '../../debate/passage.ts';
import type { ShownDocument } from '../../debate/reading.ts';

/** A quotation as a note on its work, on one line: words, caption, address, then what it is called. */
export function noteOf(passage: Passage): string {
  const address = pageAddressOf(passage) ?? linkOf(passage);
  const links = address === null ? '' : ` — ${address}`;
  return `${credited(Quote.at(passage))}${links} [${passage.id}]`;
}

/** Neither an address nor a reference has spaces. */
const NOTE = /^(?<told>.*?)(?: — (?<address>https?:\S+))? \[(?<ref>\S+)\]$/su;

/** What a note says. */
export function readNote(note: string): ShownDocument {
  const { told = note, address, ref = '' } = NOTE.exec(note)?.groups ?? {};
  return { ref, credited: told, addresses: address === undefined ? [] : [address] };
}
