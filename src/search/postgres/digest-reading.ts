import type { Filters } from '../../debate/filters.ts';
import type { Standing } from '../../debate/standing.ts';
import { mayHold, maySpeak } from '../../debate/digest.ts';
import { numbersIn } from './bytes.ts';
import type { Address, Reading } from './passage-rows.ts';
import { batchesOf } from './selecting.ts';
import { type KeptWork, standingFrom } from './told.ts';

/** Passages of which a few bytes each are read in one go. */
const AT_ONCE = 50_000;

/** What is told of the passages of works that are as their digests tell, without reading the passages. */
export class DigestReader {
  readonly #schema: string;
  readonly #reading: Pick<Reading, 'generation' | 'query'>;

  constructor(schema: string, reading: Pick<Reading, 'generation' | 'query'>) {
    this.#schema = schema;
    this.#reading = reading;
  }

  /** Those that stand alone, of voices that may speak. */
  async standing(works: readonly KeptWork[], filters: Filters): Promise<readonly Standing[]> {
    const standing: Standing[] = [];
    const may = works.filter(mayHold({ filters }));
    for await (const [work, text] of this.#told('standing', may)) {
      for (const each of standingFrom(String(text), work, maySpeak(filters, work))) {
        standing.push(each);
      }
    }
    return standing;
  }

  /** Where those of voices that may speak are kept, work by work. */
  async *spoken(works: readonly KeptWork[], filters: Filters): AsyncGenerator<Address> {
    for await (const [work, voices] of this.#told('voices', works)) {
      const may = work.said.map(maySpeak(filters, work));
      for (const [order, said] of numbersIn(Uint16Array, voices).entries()) {
        if (may[said] === true) yield { bucket: work.bucket, place: work.first + order };
      }
    }
  }

  async *#told(
    column: 'standing' | 'voices',
    works: readonly KeptWork[],
  ): AsyncGenerator<readonly [KeptWork, unknown]> {
    const sql = `SELECT number, ${column} AS told
      FROM unnest($2::int[], $3::text[]) WITH ORDINALITY AS asked (bucket, work, number)
      JOIN ${this.#schema}.works AS works USING (bucket, work)
      WHERE generation = $1 ORDER BY number`;
    const { generation, query } = this.#reading;
    for (const batch of batchesOf(works, ({ passages }) => passages, AT_ONCE)) {
      const columns = [batch.map(({ bucket }) => bucket), batch.map(({ source }) => source.id)];
      for (const { number, told } of await query(sql, [generation, ...columns])) {
        const work = batch[Number(number) - 1];
        if (work !== undefined) yield [work, told];
      }
    }
  }
}
