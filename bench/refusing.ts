// What a collection refuses of its own questions, and answers of those of others, at several sizes.
import { Misuse } from './arguments.ts';
import { isJudged, readQueries, type Collection, type Query } from './collection.ts';
import { PEERS } from './peers.ts';
import { shuffled } from './variants.ts';

/** Questions asked of each kind at most. */
const ASKED = 300;

/** Questions of another collection, by its name. */
interface Foreign {
  readonly name: string;
  readonly queries: readonly Query[];
}

/**
 * Cuts each collection to each size, asks it the questions of its own whose judged document is in the
 * cut, and foreign ones: those of the files, or else those of the other collections.
 */
export async function refusing(
  collections: readonly Collection[],
  files: readonly string[] | undefined,
  sizes: string,
  usage: string,
): Promise<void> {
  const given = files?.map((file): Foreign => ({ name: file, queries: readQueries(file) }));
  for (const collection of collections) {
    const foreign = given ?? collections.filter((other) => other !== collection);
    for (const size of sizes.split(',')) {
      const passages = size === 'all' ? Infinity : Number(size);
      if (!(passages > 0)) throw new Misuse(`not a number of passages: ${size}; ${usage}`);
      const isThere = passages === Infinity || passages < collection.documents.length;
      if (isThere) await tell(cutTo(collection, passages), foreign);
    }
    console.log();
  }
}

async function tell(
  { name, documents, queries }: Collection,
  foreign: readonly Foreign[],
): Promise<void> {
  const search = PEERS['ours']?.(documents) ?? (() => []);
  const answered = async (asked: readonly Query[]): Promise<number> => {
    let count = 0;
    for (const { text } of asked) if ((await search(text, 1)).length > 0) count += 1;
    return count;
  };
  const own = shuffled(queries, 3).slice(0, ASKED);
  const refused = own.length - (await answered(own));
  const told: string[] = [];
  for (const { name: from, queries: others } of foreign) {
    const asked = shuffled(others, 5).slice(0, ASKED);
    const share = percent(await answered(asked), asked.length);
    told.push(`answers ${share} of ${asked.length} of ${from}`);
  }
  const refusal = `refuses ${percent(refused, own.length)} of ${own.length} of its own`;
  console.log(`${name}, ${documents.length} passages: ${[refusal, ...told].join('; ')}`);
}

/** So many documents drawn by chance, half of them judged right for some question as long as there are any. */
function cutTo(collection: Collection, size: number): Collection {
  const { documents, queries, judgements } = collection;
  if (documents.length <= size) return collection;
  const judged = new Set(queries.flatMap(({ id }) => [...(judgements.get(id)?.keys() ?? [])]));
  const right = shuffled(
    documents.filter(({ id }) => judged.has(id)),
    7,
  );
  const others = shuffled(
    documents.filter(({ id }) => !judged.has(id)),
    11,
  );
  const half = Math.max(Math.ceil(size / 2), size - others.length);
  const first = right.slice(0, half);
  const kept = [...first, ...others.slice(0, size - first.length)];
  const ids = new Set(kept.map(({ id }) => id));
  const asked = queries.filter(({ id }) => {
    return isJudged(
      new Map([...(judgements.get(id) ?? [])].filter(([document]) => ids.has(document))),
    );
  });
  return { ...collection, documents: documents.filter(({ id }) => ids.has(id)), queries: asked };
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
