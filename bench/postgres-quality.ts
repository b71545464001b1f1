// Whether PostgreSQL gives the passages that memory gives, and how both compare with PostgreSQL's own search:
//   node bench/postgres-quality.ts [piaf fquad spf]
// In a schema of the database at POSTGRES_URL that is removed at the end.
import { withBench } from './postgres-bench.ts';
import { filesOf, readCollection, type Collection } from './collection.ts';
import { asPassage } from './generated.ts';
import { measuresOf } from './measures.ts';
import { createRetriever, type Retriever } from '../src/search/retriever.ts';

const NAMES = process.argv.slice(2);
const COLLECTIONS = NAMES.length > 0 ? NAMES : ['piaf', 'fquad', 'spf'];

interface Found {
  readonly ids: readonly string[];
  readonly total: number;
  readonly isLoose: boolean;
}

for (const name of COLLECTIONS) {
  const collection = readCollection(filesOf(`../shared/bench/${name}`));
  await compare(collection);
}

async function compare({ name, documents, queries, judgements }: Collection): Promise<void> {
  const passages = documents.map(({ id, title, text }, order) => asPassage(id, title, text, order));
  const corpus = { passages, lexicon: [] };
  const memory = createRetriever(corpus);
  await withBench(async ({ keep, keepText }) => {
    const kept = await keep(corpus);
    const text = await keepText(documents);
    const figures = { same: 0, whole: 0, verdicts: 0, ours: 0, theirs: 0, textual: 0 };
    for (const query of queries) {
      const [one, other] = [await asked(memory, query.text), await asked(kept, query.text)];
      const judged = judgements.get(query.id) ?? new Map<string, number>();
      figures.ours += measuresOf(one.ids, judged)['nDCG@10'];
      figures.theirs += measuresOf(other.ids, judged)['nDCG@10'];
      figures.textual += measuresOf(await text(query.text, 100), judged)['nDCG@10'];
      const firsts = [one, other].map(({ ids }) => ids.slice(0, 3).join(' '));
      if (firsts[0] === firsts[1]) figures.same += 1;
      if (one.ids.join(' ') === other.ids.join(' ')) figures.whole += 1;
      if (one.total === other.total && one.isLoose === other.isLoose) figures.verdicts += 1;
    }
    const share = (count: number) => `${((100 * count) / queries.length).toFixed(2)} %`;
    const mean = (sum: number) => (sum / queries.length).toFixed(4);
    console.log(
      `${name}: ${queries.length} questions; same first three ${share(figures.same)}, same hundred ${share(figures.whole)}, ` +
        `same total and looseness ${share(figures.verdicts)}; nDCG@10 in memory ${mean(figures.ours)}, on PostgreSQL ` +
        `${mean(figures.theirs)}, ts_rank ${mean(figures.textual)}`,
    );
  });
}

async function asked(retriever: Retriever, text: string): Promise<Found> {
  const { hits, total, isLoose } = await retriever.search({ text, limit: 100 });
  return { ids: hits.map(({ passage: { id } }) => id), total, isLoose };
}
