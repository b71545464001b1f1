import {
  chmodSync,
  lstatSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/app.ts';
import { readConfig } from '../../src/config/config.ts';
import { readCorpusFile } from '../../src/running/files.ts';
import { replaceText } from '../../src/running/disk.ts';
import { corpusCommand } from '../../src/operator/corpus.ts';
import { thesesCommand } from '../../src/operator/theses.ts';
import { alone, folderWith } from '../fixtures/folder.ts';
import { ScriptedModel, type AskedOf, type Scripted } from '../fixtures/scripted-model.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { SOUND_WORK, changed } from '../fixtures/works.ts';

const PAGE_THESIS = '- Thèse : Une page très suivie peut ne rapporter aucun client : c’est tout.\n';
const TIME_THESIS = '- Thèse : On demande si le temps donné à la page n’a pas été perdu.\n';
/** Its two passages lack a thesis. */
const BARE = changed(changed(SOUND_WORK, PAGE_THESIS, ''), TIME_THESIS, '');
const NAME = 'exemple-2013.md';
const OTHER = changed(changed(SOUND_WORK, 'exemple-2013', 'autre-2014'), TIME_THESIS, '');
const PAGE = 'La page avait 3 000 personnes pour la suivre, sans effet.';
const TIME = 'On demande si la remplir n’était pas du temps perdu.';

type Answer = (asked: AskedOf) => Scripted | Promise<Scripted>;

/** The thesis that goes with the passage that is asked about. */
function draftFor({ user }: AskedOf): Scripted {
  const thesis = user.includes('Notre page') ? PAGE : TIME;
  const search = ['une page sert-elle ?', 'clients'];
  return { thesis, topics: ['retour sur investissement'], search };
}

const willing: Answer = (asked) => (asked.prompt === 'these' ? draftFor(asked) : { follows: true });

interface Desk {
  readonly answer?: Answer | null;
  readonly untilStopped?: Promise<void>;
  readonly terminal?: boolean;
}

async function propose(folder: string, typed: readonly string[] = [], desk: Desk = {}) {
  const { answer = willing, terminal = false } = desk;
  const model = answer === null ? null : new ScriptedModel(answer);
  const output = new TestScreen();
  const errors = new TestScreen({ isTTY: terminal, columns: 80 });
  let ms = 0;
  const code = thesesCommand(typed, folder, {
    output,
    errors,
    now: () => new Date((ms += 1_000)),
    untilStopped: () => desk.untilStopped ?? new Promise(() => undefined),
    openModel: () => Promise.resolve(model),
  });
  const fault = await code.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const said = output.text.replaceAll(/[\u00A0\u202F]/gu, ' ');
  return { code: fault === null ? await code : null, fault, said, drawn: errors.text, model };
}

const textOf = (folder: string, name = NAME) => readFileSync(join(folder, name), 'utf8');

describe('without a model', () => {
  const proposed = changed(SOUND_WORK, '- Thèse : On', '- Thèse proposée : On');

  test('lists what waits for a person, where it stands, and changes nothing', async () => {
    const folder = folderWith({ [NAME]: changed(proposed, PAGE_THESIS, '') });
    const before = textOf(folder);
    const { code, said } = await propose(folder, [], { answer: null });
    expect(code).toBe(0);
    expect(said).toBe(
      [
        'exemple-2013, sans thèse :',
        `  ${join(folder, NAME)}:21: exemple-2013#page-sans-effet — Notre page comptait *trois mille* abonnés, <bisounours>…`,
        'exemple-2013, thèse proposée, à relire :',
        `  ${join(folder, NAME)}:30: exemple-2013#temps-perdu — Et vous ne regrettez pas le temps passé à la remplir ?`,
        '1 passage sans thèse, 1 thèse proposée à relire, sur 2 passages',
        'aucun modèle n’est configuré (OPENAI_API_KEY, OPENAI_BASE_URL) : rien n’est proposé, rien n’est écrit',
        '',
      ].join('\n'),
    );
    expect(textOf(folder)).toBe(before);
  });

  test('lists only the works that are named', async () => {
    const folder = folderWith({ [NAME]: BARE, 'autre-2014.md': OTHER });
    const { said } = await propose(folder, ['autre-2014'], { answer: null });
    expect(said).toContain('1 passage sans thèse');
    expect(said).not.toContain('exemple-2013');
  });

  test('is what the program does with no model configured', async () => {
    const folder = folderWith({ [NAME]: BARE });
    const output = new TestScreen();
    const surroundings = {
      ...{ input: process.stdin, output, errors: new TestScreen(), now: () => new Date(0) },
      untilStopped: () => new Promise<void>(() => undefined),
      leaveSoon: () => undefined,
    };
    const config = readConfig({ CORPUS_DIR: folder });
    expect(await run(['corpus', 'theses', 'exemple-2013'], config, surroundings)).toBe(0);
    expect(output.text).toContain('2\u00A0passages sans thèse');
  });
});

describe('search words', () => {
  const words = '- Mots de recherche : pourquoi tant de monde ; audience\n';
  const answer: Answer = () => ({ search: ['pourquoi tant de monde', 'audience', 'page'] });

  test('are written for the passages that have none, and for no other', async () => {
    const own = `${PAGE_THESIS}- Mots de recherche : lecteurs\n`;
    const folder = folderWith({ [NAME]: changed(SOUND_WORK, PAGE_THESIS, own) });
    const { code, said } = await propose(folder, ['--search-words'], { answer });
    expect(code).toBe(0);
    expect(said).toContain(
      '1 passage soumis au modèle : mots de recherche proposés pour 1 passage',
    );
    expect(textOf(folder)).toBe(
      changed(changed(SOUND_WORK, PAGE_THESIS, own), TIME_THESIS, TIME_THESIS + words),
    );
    const { said: again } = await propose(folder, ['--search-words'], { answer });
    expect(again).toBe('tous les passages ont des mots de recherche\n');
  });

  test('are shown and not written with --dry-run', async () => {
    const folder = folderWith({ [NAME]: SOUND_WORK });
    const { said } = await propose(folder, ['--search-words', '--dry-run'], { answer });
    expect(said).toContain('  mots de recherche : pourquoi tant de monde ; audience');
    expect(said).not.toContain('thèmes');
    expect(textOf(folder)).toBe(SOUND_WORK);
  });

  test('are listed where they are missing and no model is configured', async () => {
    const folder = folderWith({ [NAME]: SOUND_WORK });
    const { said } = await propose(folder, ['--search-words'], { answer: null });
    expect(said).toContain('exemple-2013, sans mots de recherche :');
    expect(said).toContain('2 passages sans mots de recherche, sur 2 passages');
  });
});

describe('a fault of usage', () => {
  test('is a work that is not there', async () => {
    const { fault } = await propose(folderWith({ [NAME]: BARE }), ['ailleurs']);
    expect(fault).toMatchObject({
      code: 'usage',
      message: 'pas d’œuvre « ailleurs » dans ce corpus, qui a : exemple-2013',
    });
  });

  test.each([[['--budget', '0']], [['--budget', 'x']], [['--budget']], [['--other']]])(
    'is %j',
    async (typed) => {
      const { fault } = await propose(folderWith({ [NAME]: BARE }), typed);
      expect(fault).toMatchObject({ code: 'usage' });
      expect(String(fault)).toContain('usage: ');
    },
  );

  test('is not a corpus that cannot be read: that is told as one', async () => {
    const { fault } = await propose(folderWith({ [NAME]: 'x' }));
    expect(fault).toMatchObject({ code: 'corpus' });
  });
});

describe('with a model', () => {
  test('writes what it proposes into the work, and nothing else', async () => {
    const folder = folderWith({ [NAME]: BARE, 'autre-2014.md': OTHER });
    const { code, said } = await propose(folder, ['exemple-2013']);
    const lines = (thesis: string) =>
      `- Thèse proposée : ${thesis}\n- Mots de recherche : une page sert-elle\u202F? ; clients\n`;
    const topics = '- Thèmes : fans et abonnés, retour sur investissement\n';
    expect(code).toBe(0);
    expect(textOf(folder)).toBe(`${changed(BARE, topics, topics + lines(PAGE))}${lines(TIME)}`);
    expect(textOf(folder, 'autre-2014.md')).toBe(OTHER);
    expect(said).toMatch(
      /^2 passages soumis au modèle : 2 thèses .*, 0 refusée, .*\njetons : 440\n/u,
    );
    expect(readdirSync(folder).toSorted()).toEqual(['autre-2014.md', NAME]);
  });

  test('writes themes where the passage has none, and keeps the line ends of Windows', async () => {
    const list = '\n- Thèmes : fans et abonnés, retour sur investissement\n';
    const bare = changed(BARE, list, '').replaceAll('\n', '\r\n');
    const folder = folderWith({ [NAME]: bare });
    await propose(folder);
    const thesis = `\r\n- Thèse proposée : ${PAGE}\r\n`;
    const topics = '- Thèmes proposés : retour sur investissement\r\n';
    expect(textOf(folder)).toContain(`auteur\r\n${thesis}${topics}`);
    expect(textOf(folder).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  test('asks only for what is missing, so that a second run asks nothing', async () => {
    const folder = folderWith({ [NAME]: BARE });
    await propose(folder);
    const { model, said } = await propose(folder);
    expect(model?.asked).toEqual([]);
    expect(said).toContain('aucune thèse ne manque');
  });

  test('prints what it proposes and writes nothing with --dry-run', async () => {
    const folder = folderWith({ [NAME]: BARE });
    const { said } = await propose(folder, ['--dry-run']);
    expect(textOf(folder)).toBe(BARE);
    expect(said).toContain(`#page-sans-effet — proposée\n  ${PAGE}\n  thèmes : retour sur `);
    expect(said).toContain('mots de recherche : une page sert-elle ? ; clients\n');
    expect(said).toContain('2 thèses proposées, 0 refusée');
  });

  test('tells why it refuses, and goes on', async () => {
    const folder = folderWith({ [NAME]: BARE });
    const answer: Answer = (asked) => {
      if (asked.prompt === 'relecture') return { follows: !asked.user.includes(TIME) };
      return asked.user.includes('Notre page')
        ? { thesis: 'Une page suivie par 4 000 personnes de Paris.', topics: [], search: [] }
        : draftFor(asked);
    };
    const { code, said } = await propose(folder, [], { answer });
    expect(code).toBe(0);
    expect(textOf(folder)).toBe(BARE);
    expect(said).toMatch(
      /:21: exemple-2013#page-sans-effet — refusée \(nom : .*: Paris ; nombre : .* : 4000\)\n {2}Une/u,
    );
    expect(said).toContain('refusée (seconde lecture : la phrase ne découle pas');
    expect(said).toContain('2 refusées');
    expect(said).toMatch(/refus \(nom\) : 1\n.*\(nombre\) : 1\n.*\(seconde lecture\) : 1/u);
  });

  test('draws how far it is on a terminal, with counts, and takes that away', async () => {
    const { drawn } = await propose(folderWith({ [NAME]: BARE }), [], { terminal: true });
    expect(drawn.replaceAll('\u00A0', ' ')).toContain('50 % (1/2, 1 proposée, 0 refusée)');
    expect(drawn.endsWith('\r\u001B[K')).toBe(true);
  });

  test('stops with one line once the tokens are spent', async () => {
    const folder = folderWith({ [NAME]: BARE });
    const { code, said, model } = await propose(folder, ['--budget', '200']);
    expect(code).toBe(0);
    expect(model?.asked).toHaveLength(2);
    expect(said).toContain('budget de 200 jetons dépensé : 1 passage attend encore');
    expect(textOf(folder)).toContain(PAGE);
  });
});

describe('a model that does not answer', () => {
  const FOUR = { [NAME]: BARE, 'autre-2014.md': changed(BARE, 'exemple-2013', 'autre-2014') };

  test('is asked three times, then it is a fault', async () => {
    const away: Answer = () => 'unreachable';
    const { fault, model, said } = await propose(folderWith(FOUR), [], { answer: away });
    expect(model?.asked).toHaveLength(3);
    expect(String(fault)).toContain('essai @ modele.invalid ne répond pas (injoignable)');
    expect(said).toContain('sans réponse (injoignable) : 3');
    expect(said).not.toContain('ne répond pas');
  });

  test('is no fault where it answered before: what it proposed is written', async () => {
    const folder = folderWith(FOUR);
    let asked = 0;
    const answer: Answer = (each) => ((asked += 1) > 2 ? 'late' : willing(each));
    const { code, said } = await propose(folder, [], { answer });
    expect(code).toBe(0);
    expect(said).toContain('ne répond pas (trop lent)');
    expect(said).toContain('1 thèse proposée');
  });

  test('is another matter than one that has no answer for a passage', async () => {
    const { code, said, model } = await propose(folderWith(FOUR), [], { answer: () => 'cut' });
    expect(code).toBe(0);
    expect(model?.asked).toHaveLength(4);
    expect(said).toContain('sans réponse (réponse coupée) : 4');
  });
});

test('a thesis is in its file before the next is asked for, and a second run goes on from there', async () => {
  const folder = folderWith({ [NAME]: BARE });
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const untilStopped = promise.then(() => undefined);
  const answer: Answer = async (asked) => {
    if (!asked.user.includes('Et vous')) return willing(asked);
    expect(textOf(folder)).toContain(`- Thèse proposée : ${PAGE}\n`);
    resolve(null);
    await untilStopped;
    return 'stopped';
  };
  const first = await propose(folder, [], { answer, untilStopped });
  expect(first.code).toBe(0);
  expect(first.said).toContain('interrompu : 1 passage attend encore');
  const second = await propose(folder);
  expect(second.said).toContain('1 passage soumis au modèle');
  expect(textOf(folder)).toContain(TIME);
});

describe('a file that a person changes meanwhile', () => {
  function changing(from: string, to: string): Desk & { folder: string } {
    const folder = folderWith({ [NAME]: BARE });
    const answer: Answer = (asked) => {
      const path = join(folder, NAME);
      const text = readFileSync(path, 'utf8');
      if (text.includes(from)) writeFileSync(path, changed(text, from, to));
      return willing(asked);
    };
    return { folder, answer };
  }

  test('keeps that change beside what is written', async () => {
    const { folder, answer = null } = changing('Un mot pour qui relit', 'Deux mots pour qui relit');
    await propose(folder, [], { answer });
    expect(textOf(folder)).toContain('Deux mots pour qui relit');
    expect(textOf(folder)).toContain(PAGE);
  });

  test.each([
    ['a thesis of their own', '\n## temps-perdu', `${PAGE_THESIS}\n## temps-perdu`],
    ['other words', "et n'amenait personne", "et n'amenait que nous"],
    ['another stance', '— Camille Exemple, auteur', '— Camille Exemple, auteur, propos rejeté'],
    ['something that cannot be read', '\n## temps-perdu', '\n> encore\n\n## temps-perdu'],
  ])('is left as it is with %s', async (_, from, to) => {
    const { folder, answer = null } = changing(from, to);
    const { said } = await propose(folder, [], { answer });
    expect(textOf(folder)).toContain(to);
    expect(textOf(folder)).not.toContain(PAGE);
    expect(said).toContain('changés entre-temps, laissés tels quels : ');
  });

  test('is not replaced by what was made of an older content', () => {
    const folder = folderWith({ [NAME]: 'ancien' });
    const file = readCorpusFile(join(folder, NAME));
    writeFileSync(file.name, 'récent');
    expect(replaceText(file, 'nouveau')).toBe(false);
    expect(textOf(folder)).toBe('récent');
    expect(replaceText(readCorpusFile(file.name), 'nouveau')).toBe(true);
    expect(textOf(folder)).toBe('nouveau');
    expect(readdirSync(folder)).toEqual([NAME]);
  });
});

test('a file that is replaced keeps its rights, and a link to it stays a link', () => {
  const folder = folderWith({ [NAME]: 'ancien' });
  const [path, link] = [join(folder, NAME), join(folder, 'lien.md')];
  chmodSync(path, 0o640);
  symlinkSync(path, link);
  expect(replaceText(readCorpusFile(link), 'nouveau')).toBe(true);
  expect(textOf(folder)).toBe('nouveau');
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test('corpus check says how many passages have a thesis, of which kind, and how many have none', async () => {
  const output = new TestScreen();
  const proposed = changed(OTHER, '- Thèse : ', '- Thèse proposée : ');
  const folder = folderWith({ [NAME]: SOUND_WORK, 'autre-2014.md': proposed });
  await corpusCommand(['check'], alone(folder), { output });
  expect(output.text.replaceAll('\u00A0', ' ')).toContain(
    '2 passages à la thèse relue\n1 passage à la thèse proposée, non relue\n1 passage sans thèse\n',
  );
});
