import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { passagePath } from '../../src/debate/address.ts';
import { renderJson } from '../../src/conversation/json.ts';
import { Quote, shownWords } from '../../src/debate/quote.ts';
import { avisCommand } from '../../src/operator/avis.ts';
import { takeKey } from '../../src/operator/choosing.ts';
import { doctorCommand } from '../../src/operator/doctor.ts';
import { keepCorpus } from '../../src/operator/keeping.ts';
import { manifestCommand } from '../../src/operator/registering.ts';
import { siteCommand } from '../../src/operator/site.ts';
import { verifierCommand } from '../../src/operator/verifier.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreFeedback } from '../../src/store/ports.ts';
import { recording } from '../fixtures/bots.ts';
import { realCorpus, townCorpus, veloCorpus } from '../fixtures/corpora.ts';
import { folderWith } from '../fixtures/folder.ts';
import { openTestHouse } from '../fixtures/house.ts';
import { isQuoted } from '../fixtures/passages.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { withDebates } from '../fixtures/served.ts';
import { REAL_TIME } from '../store/opening.ts';

const [VELO = expect.fail()] = veloCorpus.passages.filter(isQuoted);
const [PLACE = expect.fail()] = townCorpus.passages.filter(isQuoted);

type Command = (
  typed: readonly string[],
  config: ReturnType<typeof readConfig>,
  given: ReturnType<typeof surroundings>,
) => Promise<number>;

function surroundings() {
  return {
    ...{ input: Readable.from([]), output: new TestScreen(), errors: new TestScreen() },
    now: () => new Date('2026-11-23T08:00:00Z'),
    untilStopped: () => new Promise<void>(() => undefined),
    leaveSoon: () => undefined,
  };
}

/** Three debates, one of which is for a workspace alone, and what commands say of them. */
function house(settings: Readonly<Record<string, string>> = {}) {
  const folder = withDebates(folderWith({}), { place: ['slack:T1'] });
  const data = folderWith({});
  const config = readConfig({
    ...{ DEBATES_DIR: folder, STORE_URL: `sqlite:${join(data, 'debat.sqlite')}` },
    ...{ THESAURUS_FILE: 'off', ...settings },
  });
  const run = async (command: Command, ...typed: string[]) => {
    const given = surroundings();
    const code = await command(typed, config, given);
    return { code, said: given.output.text.replaceAll(/[\u00A0\u202F]/gu, ' ') };
  };
  return { folder, config, run };
}

const NONE_NAMED =
  /ne vaut que pour un débat : dites lequel avec --debat \(medias, place, velo\)$/u;

describe('a command for one of several debates', () => {
  test.each<[Command, string[]]>([
    [keepCorpus, ['theses']],
    [keepCorpus, ['doubts', '--list']],
    [keepCorpus, ['passages', '--json']],
    [keepCorpus, ['check', '--sources', '.']],
  ])('says which there are where none is named: %# %j', async (command, typed) => {
    const { run } = house();
    await expect(run(command, ...typed)).rejects.toMatchObject({
      ...{ code: 'usage', message: expect.stringMatching(NONE_NAMED) as unknown },
    });
  });

  test.each([
    ['corpus', ['theses', '--debat', 'climat']],
    ['corpus', ['--debat=climat', 'check']],
    ['corpus', ['passages', '--debat', 'climat', '--json']],
  ])('says which there are where there is none of that name: %s %j', async (_, typed) => {
    const { run } = house();
    await expect(run(keepCorpus, ...typed)).rejects.toThrow(/« climat ».*medias, place, velo$/u);
  });

  test.each([['--debat'], ['--debat='], ['--debat', '--json'], ['--debat=a', '--debat', 'b']])(
    'is told how one is named: %s %s',
    (...typed) => {
      expect(() => takeKey(typed)).toThrow('écrivez --debat et le nom d’un débat, une fois');
    },
  );

  test('works on the one that is named, before or after what is asked', async () => {
    const { run } = house();
    for (const typed of [
      ['--debat', 'place', 'passages', '--json'],
      ['passages', '--json', '--debat=place'],
    ]) {
      const { said } = await run(keepCorpus, ...typed);
      const refs = said
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { ref: string }).ref);
      expect(refs).toEqual(townCorpus.passages.map(({ id }) => id));
    }
    const theses = await run(keepCorpus, 'theses', '--debat', 'velo');
    expect(theses.code).toBe(0);
  });

  test('is told where there is one debate that none is to be named', async () => {
    const { run } = house({ DEBATES_DIR: '', CORPUS_DIR: 'test/fixtures/debates/velo' });
    await expect(run(keepCorpus, 'check', '--debat', 'velo')).rejects.toThrow('DEBATES_DIR');
  });
});

describe('corpus check', () => {
  test('checks every debate, and tells each fault under its own', async () => {
    const { run, folder } = house();
    expect((await run(keepCorpus, 'check')).code).toBe(0);
    writeFileSync(join(folder, 'place', 'cassee.md'), 'rien');
    const { code, said } = await run(keepCorpus, 'check');
    expect(code).toBe(1);
    const [, medias = '', place = '', velo = ''] = said.split(/^débat : /mu);
    expect([medias, place, velo].map((each) => each.split('\n')[0])).toEqual([
      ...['medias', 'place', 'velo'],
    ]);
    expect(place).toContain(`${join(folder, 'place', 'cassee.md')}:1:1`);
    expect(medias + velo).not.toContain('cassee');
    expect((await run(keepCorpus, 'check', '--debat', 'velo')).code).toBe(0);
  });

  test('compares one of them with its raw texts', async () => {
    const { run } = house();
    const raw = join(import.meta.dirname, '../fixtures/debates/place-brut');
    const { code, said } = await run(keepCorpus, 'check', '--debat', 'place', '--sources', raw);
    expect([code, said]).toEqual([
      0,
      expect.stringContaining('7 citations comparées au texte brut'),
    ]);
  });
});

test('the doctor looks at every debate, and says whose each is', async () => {
  const { run, folder, config } = house({ CORPUS_DIR: 'ailleurs', SLACK_BOT_TOKEN: '' });
  writeFileSync(join(folder, 'velo', 'cassee.md'), 'rien');
  const { said } = await run((typed, _, given) => doctorCommand(typed, config, given));
  expect(said).toContain(`works in ${join(folder, 'medias')}\n`);
  expect(said).toContain(`works in ${join(folder, 'place')}, for slack:T1 alone\n`);
  expect(said).toMatch(/FAULT Corpus: .*velo\/cassee\.md/u);
  expect(said).toContain('note  Settings: CORPUS_DIR is not read: DEBATES_DIR says');
});

describe('the pages of several debates, written', () => {
  test('are those of each that is for all, and the list of them', async () => {
    const { run } = house({ PUBLIC_URL: 'https://debats.example/' });
    const out = join(folderWith({}), 'site');
    const { code, said } = await run(siteCommand, '--out', out);
    expect([code, said]).toEqual([0, expect.stringMatching(/, 2 débats\n$/u)]);
    expect(readdirSync(out).toSorted()).toEqual([
      ...['.debat-site.json', 'index.html', 'medias', 'robots.txt', 'search.js', 'sitemap.xml'],
      ...['style.css', 'velo'],
    ]);
    const list = readFileSync(join(out, 'index.html'), 'utf8');
    expect(list).toContain('href="velo/index.html"');
    expect(existsSync(join(out, 'velo', passagePath(VELO), 'index.html'))).toBe(true);
    const page = readFileSync(join(out, 'velo', 'index.html'), 'utf8');
    expect(page).toContain('<link rel="canonical" href="https://debats.example/velo/" />');
    expect(page).toContain('<a href="../index.html">Les débats</a>');
    const all = readdirSync(out, { recursive: true, encoding: 'utf8' });
    expect(all.filter((name) => name.includes(PLACE.source.id))).toEqual([]);
  });

  test('are those of one alone where it is named, and of none that is not for all', async () => {
    const { run } = house();
    const out = join(folderWith({}), 'site');
    expect((await run(siteCommand, '--out', out, '--debat', 'velo')).code).toBe(0);
    expect(existsSync(join(out, passagePath(VELO), 'index.html'))).toBe(true);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).not.toContain('Les débats');
    const other = join(folderWith({}), 'site');
    await expect(run(siteCommand, '--out', other, '--debat=place')).rejects.toThrow(
      /n’est pas ouvert à tous/u,
    );
  });

  test('lose those of a debate that is for all no longer, when they are written again', async () => {
    const { run, folder } = house();
    const out = join(folderWith({}), 'site');
    await run(siteCommand, '--out', out);
    writeFileSync(join(folder, 'velo', 'debate.yaml'), 'title: Vélo\ntenants: [slack:T2]\n');
    await run(siteCommand, '--out', out);
    const left = readdirSync(join(out, 'velo'), { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
    expect(readFileSync(join(out, 'index.html'), 'utf8')).not.toContain('Vélo');
  });
});

test('npm run avis shows the contested quotations of each debate, or of the one that is named', async () => {
  const { run, config } = house();
  const time = { ...REAL_TIME, now: () => Date.parse('2026-11-22T12:00:00Z') };
  const { store, close } = await openStore(config.storeUrl, { time, log: recording().log });
  const feedback = new StoreFeedback(store, time.now);
  await feedback.contest('hors sujet', [`velo/${VELO.id}`, `place/${PLACE.id}`, 'parti/x#a1']);
  await close();
  const { said } = await run(avisCommand);
  const under = (key: string) => said.split(`Débat : ${key}\n`)[1]?.split('Débat : ')[0] ?? '';
  const words = (passage: typeof VELO) =>
    shownWords(Quote.at(passage)).replaceAll(/[\u00A0\u202F]/gu, ' ');
  expect(under('velo')).toContain(words(VELO));
  expect(under('place')).toContain(words(PLACE));
  expect(said).toMatch(/parti\/x#a1 · .*\n {3}n’est plus dans le corpus/u);
  const one = await run(avisCommand, '--debat', 'velo');
  expect(one.said).toContain(words(VELO));
  expect(one.said).not.toContain(words(PLACE));
  expect((await run(avisCommand, '--debat', 'medias')).said).toBe(
    'Aucune citation n’est contestée.\n',
  );
});

describe('the verifier of a message', () => {
  const written = async (line: string) => {
    await using home = await openTestHouse();
    const answer = await home.ask(line);
    return { text: renderJson(answer), path: folderWith({}) };
  };

  test('finds the debate that a message is of, and refutes it of another', async () => {
    const { run } = house();
    const { text, path } = await written('/debat pistes debat:velo');
    const message = join(path, 'message.json');
    writeFileSync(message, text);
    const proven = await run(verifierCommand, message);
    expect([proven.code, proven.said]).toEqual([0, expect.stringContaining('débat : velo\n')]);
    expect((await run(verifierCommand, '--debat', 'velo', message)).code).toBe(0);
    const other = await run(verifierCommand, '--debat=place', message);
    expect(other.code).toBe(1);
    expect(other.said).toContain('réfuté (debate) : velo');
    writeFileSync(message, text.replace('"debat":"velo"', '"debat":"medias"'));
    expect((await run(verifierCommand, message)).code).toBe(1);
  });
});

describe('corpus import into a house', () => {
  const file = () => {
    const said = 'Lise Morin : Je propose un essai.\n\nPaul Arnoux : Je suis contre cet essai.\n\n';
    return join(folderWith({ 'seance.txt': said.repeat(3) }), 'seance.txt');
  };

  test('begins a debate in a new folder, which is one of the house from then on', async () => {
    const { run, folder } = house();
    const into = join(folder, 'la-piscine');
    const { code, said } = await run(
      keepCorpus,
      'import',
      '--into',
      into,
      '--licence',
      'own',
      file(),
    );
    expect(code).toBe(0);
    expect(readFileSync(join(into, 'debate.yaml'), 'utf8')).toBe('title: La piscine\n');
    expect(said).toContain('npm run corpus -- check --debat la-piscine --sources');
    expect(said).toContain('debat:la-piscine"');
    expect(said).not.toContain('CORPUS_DIR');
    const checked = await run(keepCorpus, 'passages', '--json', '--debat', 'la-piscine');
    expect(checked.said).toContain('"voice":"Lise Morin"');
  });

  test('adds to the debate that is named, and leaves what its debate.yaml says', async () => {
    const { run, folder } = house();
    const before = readFileSync(join(folder, 'velo', 'debate.yaml'), 'utf8');
    const { code } = await run(keepCorpus, 'import', '--debat', 'velo', '--licence', 'own', file());
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'velo', 'debate.yaml'), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'velo')).length).toBeGreaterThan(veloCorpus.sources.length + 2);
  });

  test('refuses a folder that no debate may be called by, before anything is written', async () => {
    const { run, folder } = house();
    for (const name of ['La Piscine', 'api', 'x'.repeat(41)]) {
      const into = join(folder, name);
      await expect(run(keepCorpus, 'import', '--into', into, file())).rejects.toThrow(
        'cannot be a debate',
      );
      expect(existsSync(into)).toBe(false);
    }
  });

  test('asks for which debate it is where nobody said', async () => {
    const { run } = house();
    await expect(run(keepCorpus, 'import', file())).rejects.toThrow(
      /avec --debat, ou commencez-en/u,
    );
  });
});

test('the manifest of Slack has examples of the debate that is named, else of none', async () => {
  const { run } = house();
  const [none, velo] = [await run(manifestCommand), await run(manifestCommand, '--debat', 'velo')];
  expect([none.code, velo.code]).toEqual([0, 0]);
  expect(velo.said).toMatch(/vasseur/u);
  for (const { voices, sources } of [veloCorpus, townCorpus, realCorpus]) {
    for (const { name } of voices) expect(none.said).not.toContain(name);
    for (const { title } of sources) expect(none.said).not.toContain(title);
  }
  expect(none.said).not.toMatch(/vasseur/u);
});

test('a house without a debate says what one is', async () => {
  const { run, folder } = house();
  for (const key of ['medias', 'place', 'velo']) rmSync(join(folder, key), { recursive: true });
  await expect(run(keepCorpus, 'check')).rejects.toThrow(/aucun débat dans .* debate\.yaml$/u);
});
