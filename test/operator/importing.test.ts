import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { corpusCommand } from '../../src/operator/corpus.ts';
import { importCommand } from '../../src/operator/import-command.ts';
import { alone, folderWith } from '../fixtures/folder.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { zipOf } from '../import/zip.ts';

const RECORD = `Conseil municipal d’Ormelande
Séance du 12 mars 2024

Présents : Mme Morin, M. Arnoux

M. le président : La séance est ouverte. Nous parlons de la piscine *municipale*.
1. Budget
Mme Morin, adjointe : Beaucoup de familles travaillent en semaine. Ouvrons la piscine. (Applaudissements.) Je le redis.
M. le président : Des résultats ? On verra.
Mme Morin, adjointe : Très bien.
`;

function imported(into: string, ...typed: string[]) {
  return importedBy(Readable.from([]), into, ...typed);
}

/** The import of somebody whose lines are read. */
async function importedBy(
  input: Readable & { readonly isTTY?: boolean },
  into: string,
  ...typed: string[]
) {
  const output = new TestScreen();
  const surroundings = {
    input,
    output,
    errors: new TestScreen(),
    now: () => new Date('2026-11-28T12:00:00Z'),
    untilStopped: () => new Promise<never>(() => undefined),
    leaveSoon: () => undefined,
  };
  const code = await importCommand(['--into', into, ...typed], null, surroundings);
  return { code, said: output.text.replaceAll(/[\u00A0\u202F]/gu, ' ') };
}

async function checked(into: string) {
  const output = new TestScreen();
  const code = await corpusCommand(['check', '--sources', `${into}-sources`], alone(into), {
    output,
  });
  return { code, said: output.text };
}

async function addressOf(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function places(files: Record<string, string | Uint8Array> = { 'conseil.txt': RECORD }) {
  const folder = folderWith(files);
  return { folder, into: join(folderWith({}), 'debat'), file: join(folder, 'conseil.txt') };
}

/** A sitting of a corpus whose voices are in a list of their own, as ParlaMint is published. */
const SITTING = `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Séance</title></titleStmt></fileDesc></teiHeader>
<text><body><div><u who="#PA12" ana="#regular"><seg>Ouvrons la piscine, mes chers collègues.</seg></u>
<u who="#PA34" ana="#regular"><seg>Fermons-la plutôt, et parlons du port.</seg></u></div></body></text></TEI>`;
const LIST = `<?xml version="1.0"?><listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="PA12"><persName><forename>Lise</forename><surname>Morin</surname></persName><sex value="F"/></person>
<person xml:id="PA34"><persName><forename>Paul</forename><surname>Arnoux</surname></persName></person></listPerson>`;

describe('corpus import', () => {
  test('keeps a page that is called otherwise under a name by which its check reads it', async () => {
    const words =
      'Ouvrons la piscine le dimanche, disent &laquo;&nbsp;tous&nbsp;&raquo; les riverains.';
    const page = `<html><head><title>Piscine</title></head><body><article><h1>Piscine</h1><p>${words}</p><p>Personne ne <b>répond</b>.</p></article></body></html>`;
    const { folder, into } = places({ 'article.php': page });
    await imported(into, '--licence', 'public', folder);
    expect(readdirSync(`${into}-sources`)).toContain('article.php.html');
    expect((await checked(into)).code).toBe(0);
  });

  test('names the voices of a sitting by the list beside it, in its folder or over it, and in no other', async () => {
    const { folder, into } = places({
      'un/2022/seance.xml': SITTING,
      'un/un-listPerson.xml': LIST,
      'deux/seance-2.xml': SITTING,
    });
    const { code, said } = await imported(into, '--licence', 'public', '--json', folder);
    expect(code).toBe(0);
    const { works, faults } = JSON.parse(said) as {
      works: { voices: { name: string | null }[]; doubts: string[] }[];
      faults: unknown[];
    };
    expect(faults).toEqual([]);
    expect(works.map(({ voices }) => voices.map(({ name }) => name))).toEqual([
      ['voix non identifiée'],
      ['Lise Morin', 'Paul Arnoux'],
    ]);
    expect(works[0]?.doubts.join()).toContain('listPerson');
    expect((await checked(into)).code).toBe(0);
  });

  test('makes a whole work that its own check compares with the raw text and finds sound', async () => {
    const { into, file } = places();
    const { code, said } = await imported(into, '--licence', 'public', file);
    expect(code).toBe(0);
    expect(said).toContain('Mme Morin (orateur, 3)');
    expect(readFileSync(join(`${into}-sources`, 'conseil.txt'), 'utf8')).toBe(RECORD);
    expect(await checked(into)).toMatchObject({ code: 0 });
    expect(readFileSync(join(into, 'voices.yaml'), 'utf8')).toContain('quality: adjointe');
  });

  test('reads each file of a zip by its own format, and compares each with its own raw file', async () => {
    const zip = zipOf({
      'séances/conseil.txt': RECORD,
      'séances/lettre.md': '# Lettre\n\nJe *refuse* la régie.',
      'lettre.md': '# Autre lettre\n\nJe l’accepte.',
      '__MACOSX/._lettre.md': 'x',
      'séances/.DS_Store': 'x',
      'photo.jpg': 'x',
      'vide.md': '',
      'encore.zip': zipOf({ 'a.txt': 'Mot.' }),
    });
    const { into, folder } = places({ 'tout.zip': zip });
    const archive = join(folder, 'tout.zip');
    const { code, said } = await imported(into, '--licence', 'own', '--json', archive);
    const { works, faults } = JSON.parse(said) as {
      works: readonly { title: string }[];
      faults: readonly { file: string; what: string }[];
    };
    expect(code).toBe(0);
    expect(works.map(({ title }) => title)).toEqual([
      ...['Autre lettre', 'Conseil municipal d’Ormelande', 'Lettre'],
    ]);
    expect(faults.map(({ file }) => file)).toEqual([
      ...['encore.zip', 'photo.jpg', 'vide.md'].map((name) => `${archive}/${name}`),
    ]);
    expect(faults[0]?.what).toContain('une archive dans une archive');
    expect(readdirSync(`${into}-sources`).filter((name) => name.endsWith('.md'))).toEqual([
      ...['lettre-2.md', 'lettre.md'],
    ]);
    expect(await checked(into)).toMatchObject({ code: 0 });
    expect((await checked(into)).said).not.toContain('NON comparé');
    const again = await imported(into, '--licence', 'own', archive);
    expect(again.code).toBe(0);
    expect(readdirSync(into).filter((name) => name.endsWith('.md'))).toHaveLength(3);
  });

  test('takes an export of Slack as a whole, be it in another zip or unzipped in a folder', async () => {
    const said = {
      type: 'message',
      user: 'U1',
      text: 'Ouvrons le bassin.',
      ts: '1709500000.000100',
    };
    const files = {
      'users.json': JSON.stringify([{ id: 'U1', name: 'ines', real_name: 'Inès Caradec' }]),
      'channels.json': JSON.stringify([{ id: 'C1', name: 'piscine' }]),
      'piscine/2024-03-04.json': JSON.stringify([said]),
    };
    const inFolder = Object.entries(files).map(([name, text]) => [`export/${name}`, text]);
    const zip = zipOf({ 'export.zip': zipOf(files), 'conseil.txt': RECORD });
    const brought = [
      folderWith({ 'tout.zip': zip }),
      folderWith({ 'conseil.txt': RECORD, ...(Object.fromEntries(inFolder) as typeof files) }),
    ];
    for (const folder of brought) {
      const { into } = places();
      const { said: told } = await imported(into, '--licence', 'own', '--json', folder);
      const { works, faults } = JSON.parse(told) as {
        works: { title: string }[];
        faults: unknown[];
      };
      expect(faults).toEqual([]);
      expect(works.map(({ title }) => title).toSorted()).toEqual([
        ...['#piscine', 'Conseil municipal d’Ormelande'],
      ]);
      expect(await checked(into)).toMatchObject({ code: 0 });
    }
  });

  test('says of a zip that is cut, or holds nothing, what is wrong with it', async () => {
    const { into, folder } = places({
      'coupe.zip': zipOf({ 'a.txt': RECORD }).subarray(0, 60),
      'rien.zip': zipOf({ '__MACOSX/a': 'x' }),
    });
    const { code, said } = await imported(into, folder);
    expect(code).toBe(2);
    expect(said).toContain('coupe.zip n’est pas une archive zip entière');
    expect(said).toContain('rien.zip ne contient aucun fichier');
  });

  test('makes excerpts without words where nobody said that the whole may be taken', async () => {
    const { into, file } = places();
    const { said } = await imported(into, file);
    const [work = ''] = readdirSync(into).filter((name) => name.endsWith('.md'));
    const text = readFileSync(join(into, work), 'utf8');
    expect(text).toContain('content: excerpts');
    expect(text).not.toContain('\n> ');
    expect(text).toContain('Endroit : ');
    expect(said).toContain('mots à choisir');
    expect(readFileSync(join(into, 'voices.yaml'), 'utf8')).toContain('quality: adjointe');
    const { code, said: check } = await checked(into);
    expect(code).toBe(0);
    expect(check.replaceAll('\u00A0', ' ')).toContain(
      'passages attendent que l’on choisisse leurs mots',
    );
  });

  test('keeps what a person has written when the source is imported again, and says what changed', async () => {
    const { into, file } = places();
    await imported(into, '--licence', 'public', file);
    const [name = ''] = readdirSync(into).filter((each) => each.endsWith('.md'));
    const work = join(into, name);
    writeFileSync(work, `${readFileSync(work, 'utf8').trimEnd()}\n\n- Thèse : Elle approuve.\n`);
    writeFileSync(file, RECORD.replace('On verra.', 'On verra demain.'));
    const { said } = await imported(into, file);
    expect(said).toContain('déjà là');
    const text = readFileSync(work, 'utf8');
    expect(text).toContain('- Thèse : Elle approuve.');
    expect(text).toContain('On verra demain.');
    expect(text).toContain('licence: public');
    expect(await imported(into, file)).toMatchObject({
      said: expect.stringContaining('rien de changé') as string,
    });
  });

  test('shows several works as one table, then what is doubtful in each, and what to do next', async () => {
    const { into, folder } = places();
    writeFileSync(join(folder, 'note.txt'), 'La piscine est fermée le dimanche depuis un an.\n');
    const { said } = await imported(into, '--licence', 'own', folder);
    const [heading = '', ...lines] = said.split('\n');
    const rows = lines.slice(0, 2);
    expect(heading).toMatch(/^œuvre +voix +passages +à voir$/u);
    expect(rows[0]).toMatch(/^2024-conseil.* {2}Mme Morin \(orateur, 3\), M… +5 +\d+$/u);
    expect(rows.map(({ length }) => length)).toEqual([heading.length, heading.length]);
    expect(heading.length).toBe(80);
    expect(said).toMatch(/note — « note » : 1 passage, entière\n {2}à voir : 1 passage sans nom/u);
    expect(said).toContain('  à savoir : rien ne dit qui parle');
    const counts = rows.map((row) => Number(/\d+$/u.exec(row)?.[0]));
    const points = Number(/-- doubts {3}# (\d+) points à voir\n/u.exec(said)?.[1]);
    expect(points - counts.reduce((sum, count) => sum + count)).toBe(0);
    expect(said).toContain(`export CORPUS_DIR=${into}\n`);
    expect(said).toMatch(/npm run --silent debat -- "\/debat \p{L}+"/u);
  });

  test('prints one document for programs', async () => {
    const { into, file, folder } = places();
    writeFileSync(join(folder, 'vide.txt'), '');
    const { code, said } = await imported(into, '--json', file, join(folder, 'vide.txt'));
    const document = JSON.parse(said) as { works: Record<string, unknown>[]; faults: unknown[] };
    expect(code).toBe(0);
    expect(document.works[0]).toMatchObject({
      title: 'Conseil municipal d’Ormelande',
      author: null,
      date: '2024-03-12',
      content: 'excerpts',
      passages: 5,
      voices: [
        { name: 'Mme Morin', role: 'orateur', certainty: 'stated', passages: 3 },
        { name: 'M. le président', role: 'président de séance', certainty: 'stated', passages: 2 },
      ],
    });
    expect(document.faults).toHaveLength(1);
  });

  test('exits with 2 where nothing could be read, and makes no folder', async () => {
    const { into } = places();
    const { code, said } = await imported(into, '/nope/x.txt', folderWith({ 'x.bin': 'x' }));
    expect(code).toBe(2);
    expect(said).toContain('/nope/x.txt n’existe pas');
    expect(said).toContain('ce genre de fichier n’est pas lu');
    expect(existsSync(into)).toBe(false);
  });

  test('refuses in one sentence the file of another program, which is a zip of its parts', async () => {
    const { into, folder } = places({ 'a.odt': zipOf({ 'content.xml': '<a/>', mimetype: 'x' }) });
    const { said } = await imported(into, join(folder, 'a.odt'));
    expect(said.match(/n’est pas lu/gu)).toHaveLength(1);
    expect(said).toMatch(/a\.odt : ce genre de fichier n’est pas lu/u);
  });

  test('keeps two sources of one name apart', async () => {
    const { into, folder } = places();
    const other = folderWith({ 'conseil.txt': RECORD.replaceAll('Ormelande', 'Valmont') });
    await imported(into, '--licence', 'own', folder, other);
    expect(readdirSync(`${into}-sources`).filter((name) => name.endsWith('.txt'))).toEqual([
      'conseil-2.txt',
      'conseil.txt',
    ]);
    expect(await checked(into)).toMatchObject({ code: 0 });
  });

  test.each([
    ['tout\npublic\n', 'licence: public'],
    ['\n', 'content: excerpts'],
    ['', 'content: excerpts'],
  ])('asks on a terminal by what right, and hears %j', async (typed, written) => {
    const { into, file } = places();
    const terminal = Object.assign(Readable.from([typed]), { isTTY: true });
    const { code, said } = await importedBy(terminal, into, file);
    expect(code).toBe(0);
    expect(said).toContain('De quel droit');
    expect(readFileSync(join(into, '2024-conseil-municipal-d-ormelande.md'), 'utf8')).toContain(
      written,
    );
  });

  test('is told which licences there are', async () => {
    const { into, file } = places();
    await expect(imported(into, '--licence', 'mine', file)).rejects.toThrow('own, public, free');
  });
});

describe('an address', () => {
  test('is fetched, with its redirections, and the page kept', async () => {
    const address = await addressOf(({ url }, answer) => {
      if (url === '/seance') answer.writeHead(302, { location: '/conseil' }).end();
      else answer.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(RECORD);
    });
    const { into } = places();
    expect(await imported(into, '--licence', 'public', `${address}/seance`)).toMatchObject({
      code: 0,
    });
    expect(existsSync(join(`${into}-sources`, 'conseil.txt'))).toBe(true);
  });

  test('that is not there, or leads in circles, is told in one sentence', async () => {
    const address = await addressOf(({ url }, answer) => {
      if (url === '/rond') answer.writeHead(302, { location: '/rond' }).end();
      else answer.writeHead(404).end();
    });
    const { into } = places();
    const { said, code } = await imported(into, `${address}/rond`, `${address}/rien`);
    expect(code).toBe(2);
    expect(said).toContain('renvoie trop loin');
    expect(said).toContain('répond 404');
  });
});
