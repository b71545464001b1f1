import type { Quote } from './quote.ts';
import { PAGE_SIZE, quotesOf } from './reply.ts';
import type { ComparisonReply, Exchanged, ExchangeReply, Reply, SummarisedReply } from './reply.ts';
import type { Summary } from './summary.ts';

/** A quotation of a page, with the number it bears in the whole answer, from 1. */
interface NumberedQuote {
  readonly number: number;
  readonly quote: Quote;
}

/** How many pages a reply has: the first shows all that its summary rests on, the others the rest. */
export function pagesFor(reply: SummarisedReply | ExchangeReply): number {
  if (reply.kind === 'comparison') return 1;
  if (reply.kind === 'exchange') return Math.max(1, Math.ceil(reply.pairs.length / PAGE_SIZE));
  const told = reply.summary?.evidence.length ?? 0;
  const others = Math.ceil((quotesOf(reply).length - told) / PAGE_SIZE);
  return Math.max(1, others + (told > 0 ? 1 : 0));
}

/** The quotations that a page of a reply shows, in the order in which it shows them. */
export function shownOf(reply: SummarisedReply): readonly NumberedQuote[] {
  if (reply.kind === 'comparison') return numbered(facingQuotes(reply), 1);
  const first = reply.summary?.evidence ?? [];
  if (first.length > 0 && reply.page === 1) return numbered(first, 1);
  const told = new Set(first.map(({ passage }) => passage));
  const start = (reply.page - (first.length > 0 ? 2 : 1)) * PAGE_SIZE;
  const others: Quote[] = [];
  for (const quote of quotesOf(reply)) {
    if (others.length === start + PAGE_SIZE) break;
    if (!told.has(quote.passage)) others.push(quote);
  }
  return numbered(others.slice(start), first.length + start + 1);
}

/** The pairs that a page shows. */
export function pairsOn({ pairs, page }: ExchangeReply): readonly Exchanged[] {
  return pairs.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
}

/** The first quotation that a page of an answer shows; undefined where it shows none, or those around one. */
export function firstShown(reply: Reply): Quote | undefined {
  if ('sides' in reply || 'ranked' in reply) return shownOf(reply)[0]?.quote;
  if (reply.kind === 'exchange') return pairsOn(reply)[0]?.by;
  if (reply.kind === 'map') return reply.map.nodes[0];
  return reply.kind === 'citation' ? reply.quote : undefined;
}

/** The summary that this page of a reply shows, for what it rests on is on no other. */
export function summaryOn(reply: SummarisedReply): Summary | null {
  if (reply.kind !== 'comparison' && reply.page > 1) return null;
  return reply.summary ?? null;
}

/** The n-th of one side, then the n-th of the other. */
export function facingQuotes({
  sides: [one, other],
}: Pick<ComparisonReply, 'sides'>): readonly Quote[] {
  return one.quotes.flatMap((quote, index) => [quote, ...other.quotes.slice(index, index + 1)]);
}

function numbered(quotes: readonly Quote[], first: number): readonly NumberedQuote[] {
  return quotes.map((quote, index) => ({ number: first + index, quote }));
}
