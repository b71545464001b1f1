import { NO_FILTERS } from '../src/debate/filters.ts';
import { voiceNamed } from '../src/debate/passage.ts';
import type { Speaker } from '../src/debate/speaker.ts';
import type { Debated } from '../src/search/postgres/building.ts';
import { type KeptCatalogue, readCatalogue } from '../src/search/postgres/catalogue-reading.ts';
import type { Connection } from '../src/search/postgres/connection.ts';
import { editions } from '../src/search/postgres/debates.ts';
import { keepDebate } from '../src/search/postgres/keeping.ts';
import { PostgresHoldings } from '../src/search/postgres/postgres-holdings.ts';
import { PostgresRetriever } from '../src/search/postgres/postgres-retriever.ts';
import type { Place } from '../src/search/postgres/tables.ts';

/** Who speaks in one work alone. */
export const RARE_VOICE = voiceNamed('Voix rare');
const RARE: Speaker = {
  ...{ kind: 'person', label: RARE_VOICE.name, names: [RARE_VOICE.name] },
  speaks: ({ voice }) => voice.name === RARE_VOICE.name,
};

/** Topics are not asked for. */

/** What a change of one work costs, and a process that is open before it can go on. */
export async function tellChanges(
  connection: Connection,
  place: Place,
  edited: Debated,
): Promise<void> {
  const [before, readMs] = await timed(() => readCatalogue(connection, place, { site: null }));
  const open = new PostgresRetriever(connection, place);
  const [, openMs] = await timed(() => open.search({ text: 'marché', limit: 3 }));
  await tellRareVoice(connection, place, before, open);
  const holdings = new PostgresHoldings(connection, {
    ...place,
    catalogue: before,
    retriever: open,
  });
  const [standing, standingMs] = await timed(() => holdings.standing(NO_FILTERS));
  const theme = { filters: NO_FILTERS, theme: 'march' };
  const [, themeMs] = await timed(() => holdings.selected(theme, Infinity));
  console.log(
    `  standing     ${standing.length} in ${seconds(standingMs)} s; a theme that there is not ${themeMs.toFixed(0)} ms`,
  );
  const [, walkMs] = await timed(async () => {
    let passages = 0;
    for await (const work of edited.works()) passages += work.passages.length;
    return passages;
  });
  const [{ changes }, changeMs] = await timed(() => keepDebate(connection, place, edited));
  const known = before.works;
  const [, againMs] = await timed(() => readCatalogue(connection, place, { site: null, known }));
  const next = new PostgresRetriever(connection, place, open);
  const [, nextMs] = await timed(() => next.search({ text: 'marché', limit: 3 }));
  const [, editionMs] = await timed(() => editions(connection, place.schema));
  console.log(
    `  change       ${seconds(changeMs)} s for ${JSON.stringify(changes)}, of which making the works ${seconds(walkMs)} s; ` +
      `catalogue ${seconds(readMs)} s, after the change ${seconds(againMs)} s; ` +
      `first question ${seconds(openMs)} s, after the change ${seconds(nextMs)} s; editions ${editionMs.toFixed(1)} ms`,
  );
}

async function tellRareVoice(
  connection: Connection,
  place: Place,
  read: KeptCatalogue,
  retriever: PostgresRetriever,
): Promise<void> {
  const selection = { filters: { ...NO_FILTERS, speakers: [RARE] } };
  const works = read.works.map((work) => ({ ...work, hash: '' }));
  const unknown = { ...read, edition: '', works };
  const told = [];
  for (const catalogue of [read, unknown]) {
    const holdings = new PostgresHoldings(connection, { ...place, catalogue, retriever });
    const [counts, countMs] = await timed(() => holdings.counted(selection));
    const [all, ms] = await timed(() => holdings.selected(selection, Infinity));
    told.push(
      `${all.length} selected in ${ms.toFixed(0)} ms, counted in ${counts.size} work in ${countMs.toFixed(0)} ms`,
    );
  }
  console.log(`  rare voice   ${told.join('; without digests ')}`);
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
