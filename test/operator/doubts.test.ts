import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { corpusCommand } from '../../src/operator/corpus.ts';
import { doubtsCommand } from '../../src/operator/doubts.ts';
import { importCommand } from '../../src/operator/import-command.ts';
import { REAL_FOLDER } from '../fixtures/corpora.ts';
import { alone, folderWith } from '../fixtures/folder.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { changed } from '../fixtures/works.ts';

const NAME = 'conseil-2024.md';
const WHY = '(déduit : la réponse 12 la nomme)';
/** Two passages of one inferred voice, one of nobody, one of a near name, one of whom the work names. */
const COUNCIL = `---
id: conseil-2024
title: Conseil municipal
author: none
publisher: Ville d’Ormelande
date: XXXX # à chercher
url: none
kind: compte rendu
rights: document de la ville
typed_by: les services de la ville
content: whole
licence: public
---

# Conseil municipal

## ouverture

> Nous ouvrons la séance, et nous parlons de la piscine.

— Paul Arnoux, président de séance

## familles

> Beaucoup de familles travaillent en semaine.

— Lise Morin, oratrice, transcription automatique ${WHY}

- Thèse : Les familles travaillent.

## dimanche

> Ouvrons donc la piscine le dimanche matin.

<!-- à relire -->
— Lise Morin, oratrice ${WHY}

## budget

> Le budget n’en paie aucun, et personne ne le dit.

— voix non identifiée, oratrice

## merci

> Je vous remercie de me donner la parole.

— Mme Morin, oratrice
`;
/** What was said in it, as a raw file has it. */
const RAW = (COUNCIL.match(/^> .*/gmu) ?? []).map((line) => line.slice(2)).join('\n');
const COMMENT = '<!-- à relire -->\n';
const PLAIN = changed(COUNCIL, COMMENT, '');

interface Sitting {
  readonly typed?: readonly string[];
  readonly rows?: number;
  readonly untilStopped?: Promise<void>;
  /** Done with each screen, before the next keys are given. */
  readonly between?: (screen: string) => void;
}

/** What a person sees who presses these keys, one string after the other. */
async function sit(folder: string, keys: readonly string[], sitting: Sitting = {}) {
  const { typed = [], rows = 40, untilStopped = new Promise<void>(() => undefined) } = sitting;
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  });
  const screen = new TestScreen({ isTTY: true, columns: 100 });
  const output = Object.assign(screen, { rows });
  const ended = doubtsCommand(typed, folder, { input, output, untilStopped: () => untilStopped });
  const screens: string[] = [];
  const seen = () => {
    const text = plain(output.text);
    screens.push(text);
    output.text = '';
    sitting.between?.(text);
  };
  await settled();
  for (const key of keys) {
    seen();
    input.write(key);
    await settled();
  }
  if (keys.length === 0) seen();
  const code = await ended;
  return { code, screens: [...screens, plain(output.text)], left: output.text, modes, input };
}

/** All that was given is read, and all that follows of it done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

function plain(text: string): string {
  return (
    text
      .replaceAll(/[\u00A0\u202F]/gu, ' ')
      .replaceAll('\r\n', '\n')
      // eslint-disable-next-line no-control-regex
      .replaceAll(/\u001B\[[?\d;]*[A-Za-z]/gu, '')
  );
}

async function list(folder: string, ...typed: string[]) {
  const output = new TestScreen();
  const untilStopped = () => new Promise<never>(() => undefined);
  const code = await doubtsCommand(typed, folder, {
    ...{ input: Readable.from([]), output, untilStopped },
  });
  return { code, said: plain(output.text) };
}

const textOf = (folder: string, name = NAME) => readFileSync(join(folder, name), 'utf8');
const council = (text = PLAIN, more = {}) => folderWith({ [NAME]: text, ...more });

describe('corpus doubts, without a terminal', () => {
  test('lists what may put false words in a mouth first, with its place, and changes nothing', async () => {
    const folder = council();
    const { code, said } = await list(folder);
    const at = (line: number) => `${join(folder, NAME)}:${line}:`;
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      `${at(23)} 2 passages de Lise Morin, oratrice : déduit, la réponse 12 la nomme`,
      `${at(37)} 1 passage sans nom (voix non identifiée, oratrice)`,
      `${at(17)} date inconnue de « Conseil municipal »`,
      '3 points à voir, le plus lourd de conséquences d’abord',
      '',
    ]);
    expect(textOf(folder)).toBe(PLAIN);
  });

  test('asks whether two near names are one person, unless both are declared', async () => {
    const near = changed(PLAIN, 'Mme Morin, oratrice', 'Morin, oratrice');
    expect(await list(council(near))).toMatchObject({
      said: expect.stringContaining(
        'une seule personne, ou deux ? « Morin » et « Lise Morin »',
      ) as string,
    });
    const voices = '- name: Morin\n- name: Lise Morin\n';
    const apart = await list(council(near, { 'voices.yaml': voices }));
    expect(apart.said).not.toContain('une seule personne');
    const asked = '- name: Morin\n  perhaps: Lise Morin\n- name: Lise Morin\n';
    const { said } = await list(council(near, { 'voices.yaml': asked }));
    expect(said).toContain('une seule personne');
  });

  test('counts passages that wait for their words', async () => {
    const words = '> Je vous remercie de me donner la parole.\n\n— Mme Morin, oratrice\n';
    const excerpts = changed(PLAIN, 'content: whole\nlicence: public', 'content: excerpts');
    const waiting =
      '— Mme Morin, oratrice (déduit : sa fonction)\n\n- Endroit : Je vous remercie\n';
    const { said } = await list(council(changed(excerpts, words, waiting)));
    expect(said).toContain('1 passage attend ses mots');
    expect(said).toContain('1 passage de Mme Morin, oratrice : déduit, sa fonction');
  });

  test('is one document for programs, of one work where one is named', async () => {
    const other = changed(
      changed(PLAIN, 'id: conseil-2024', 'id: autre'),
      'XXXX # à chercher',
      '2024',
    );
    const { said } = await list(council(PLAIN, { 'autre.md': other }), '--work', 'autre', '--json');
    const { doubts } = JSON.parse(said) as { doubts: Record<string, unknown>[] };
    expect(doubts.map(({ kind }) => kind)).toEqual(['deduced', 'unknown']);
    expect(doubts[0]).toMatchObject({
      ...{ work: 'autre', voice: 'Lise Morin', role: 'orateur', why: 'la réponse 12 la nomme' },
      passages: ['autre#familles', 'autre#dimanche'],
    });
  });

  test('of a work that is not there is a fault of usage', async () => {
    await expect(list(council(), '--work', 'x')).rejects.toMatchObject({ code: 'usage' });
    await expect(list(council(), '--nope')).rejects.toMatchObject({ code: 'usage' });
  });

  test('lists what stands inferred in a debate that a person wrote', async () => {
    const { said } = await list(REAL_FOLDER);
    expect(said).toContain('6 passages de Fred Cavazza, commentateur : déduit');
  });
});

describe('a person at a terminal', () => {
  test('sees the passage between its neighbours, who is proposed and why, and the keys', async () => {
    const { screens } = await sit(council(), ['q']);
    expect(screens[0]).toContain('1 sur 3 — conseil-2024, « Conseil municipal », passage 1 sur 2');
    expect(screens[0]).toContain('▌ Lise Morin, oratrice (déduit : la réponse 12 la nomme)');
    expect(screens[0]).toContain('▌ Beaucoup de familles travaillent en semaine.');
    expect(screens[0]).toContain('  Nous ouvrons la séance');
    expect(screens[0]).toContain('  Ouvrons donc la piscine');
    expect(screens[0]).toMatch(/a accepter.*r renommer.*i inconnue.*l laisser.*q quitter/su);
  });

  test('accepts a group with one key: it stays an inference, and is not asked again', async () => {
    const folder = council();
    await sit(folder, ['a', 'q']);
    const read = '- Voix : relue\n';
    const thesis = '- Thèse : Les familles travaillent.\n';
    const second = `— Lise Morin, oratrice ${WHY}\n`;
    expect(textOf(folder)).toBe(
      changed(changed(PLAIN, thesis, thesis + read), second, `${second}\n${read}`),
    );
    expect((await list(folder)).said).not.toContain('Lise Morin');
    expect(await checked(folder)).toBe(0);
  });

  test('says that a voice is certain', async () => {
    const folder = council();
    await sit(folder, ['s', 'q']);
    expect(textOf(folder)).toBe(PLAIN.replaceAll(` ${WHY}`, ''));
  });

  test('gives another name, with its reason where there is one, and declares it', async () => {
    const folder = council();
    await sit(folder, ['r', 'Jeanne Roux\r', 'son discours du 3\r', 'q']);
    const text = textOf(folder);
    expect(text).toContain(
      '— Jeanne Roux, oratrice, transcription automatique (déduit : son discours du 3)\n',
    );
    expect(text.match(/- Voix : relue/gu)).toHaveLength(2);
    expect(textOf(folder, 'voices.yaml')).toBe('- name: Jeanne Roux\n');
    expect(await checked(folder)).toBe(0);
  });

  test('completes a name by its first letters, and needs no reason for what the work says', async () => {
    const folder = council();
    const { screens } = await sit(folder, ['r', 'pau', '\t', '\r', '\r', 'q']);
    expect(screens[2]).toContain('Paul Arnoux');
    expect(screens[3]).toContain('(Tab complète) : Paul Arnoux');
    expect(textOf(folder)).toContain('— Paul Arnoux, orateur, transcription automatique\n');
  });

  test('asks whether a new name is that of a near one', async () => {
    const folder = council();
    await sit(folder, ['l', 'r', 'Morin\r', '\r', 'q']);
    expect(textOf(folder, 'voices.yaml')).toContain('- name: Morin\n  perhaps: ');
    expect((await list(folder)).said).toContain('une seule personne, ou deux ?');
    expect(await checked(folder)).toBe(0);
  });

  test('names a voice that nobody named, in the form of its role', async () => {
    const folder = council();
    await sit(folder, ['l', 'r', 'Paul Arnoux\r', '\r', 'q']);
    expect(textOf(folder)).toBe(
      changed(PLAIN, '— voix non identifiée, oratrice', '— Paul Arnoux, orateur'),
    );
  });

  test('sets a voice unknown, and is not asked again', async () => {
    const folder = council();
    await sit(folder, ['i', 'q']);
    expect(textOf(folder)).toContain(
      '— voix non identifiée, oratrice, transcription automatique\n',
    );
    expect((await list(folder)).said).toMatch(/1 passage sans nom[^]*2 points à voir/u);
  });

  test('goes through a group one by one', async () => {
    const folder = council();
    const { screens } = await sit(folder, ['u', 'l', 'a', 'q']);
    expect(screens[1]).toContain('1 sur 4');
    expect(textOf(folder).match(/- Voix : relue/gu)).toHaveLength(1);
    expect((await list(folder)).said).toContain('1 passage de Lise Morin');
  });

  test('looks at the other passages of a group', async () => {
    const { screens } = await sit(council(), ['\u001B[C', 'q']);
    expect(screens[1]).toContain('passage 2 sur 2');
    expect(screens[1]).toContain('▌ Ouvrons donc la piscine');
  });

  test('writes the date that was missing, and what is no date is refused', async () => {
    const folder = council();
    const { screens } = await sit(folder, ['l', 'l', 'r', 'hier\r', 'r', '2024-03-12\r', 'q']);
    expect(screens[4]).toContain('cela ne se lit pas');
    expect(textOf(folder)).toBe(changed(PLAIN, 'XXXX #', '2024-03-12 #'));
  });

  test('says that near names are one person, or two', async () => {
    const near = PLAIN.replaceAll('Mme Morin', 'Morin').replaceAll(` ${WHY}`, '');
    const one = council(near);
    await sit(one, ['l', '2', 'q']);
    expect(textOf(one, 'voices.yaml')).toBe('- name: Lise Morin\n  aliases: [Morin]\n');
    const two = council(near);
    await sit(two, ['l', 'd', 'q']);
    expect(textOf(two, 'voices.yaml')).toBe('- name: Morin\n- name: Lise Morin\n');
    for (const folder of [one, two]) {
      expect(textOf(folder)).toBe(near);
      expect((await list(folder)).said).not.toContain('une seule personne');
      expect(await checked(folder)).toBe(0);
    }
  });

  test('takes the last decisions back, to the byte, with the files they made', async () => {
    const folder = council();
    const { screens } = await sit(folder, ['r', 'Jeanne Roux\r', '\r', 'a', 'z', 'z', 'q']);
    expect(textOf(folder)).toBe(PLAIN);
    expect(existsSync(join(folder, 'voices.yaml'))).toBe(false);
    expect(screens.at(-2)).toContain('1 sur 3');
    expect(screens.at(-1)).toContain('0 décision écrite');
  });

  test('names the author of a work in its front matter as well, and in what the author quotes', async () => {
    const page = PLAIN.replace(
      'Paul Arnoux, président de séance',
      'auteur non identifié, auteur',
    ).replace('Mme Morin, oratrice', 'Mme Morin, citée par auteur non identifié');
    const folder = council(page);
    await sit(folder, ['l', 'r', 'Paul Arnoux\r', '\r', 'q']);
    const text = textOf(folder);
    expect(text).toContain('author: Paul Arnoux\n');
    expect(text).toContain('— Paul Arnoux, auteur\n');
    expect(text).toContain('— Mme Morin, citée par Paul Arnoux\n');
  });

  test('writes nothing where the passage was changed meanwhile', async () => {
    const folder = council();
    const other = changed(PLAIN, 'Beaucoup de familles', 'Peu de familles');
    const between = () => {
      writeFileSync(join(folder, NAME), other);
    };
    const { screens } = await sit(folder, ['a', 'q'], { between });
    expect(screens[1]).toContain('ce fichier a changé entre-temps : rien n’est écrit');
    expect(textOf(folder)).toBe(other);
  });

  test('writes beside what was changed elsewhere in the file', async () => {
    const folder = council();
    const other = changed(PLAIN, 'Je vous remercie', 'Nous vous remercions');
    const between = () => {
      if (textOf(folder) === PLAIN) writeFileSync(join(folder, NAME), other);
    };
    await sit(folder, ['s', 'q'], { between });
    expect(textOf(folder)).toBe(other.replaceAll(` ${WHY}`, ''));
  });

  test('keeps the line ends of Windows', async () => {
    const folder = council(PLAIN.replaceAll('\n', '\r\n'));
    await sit(folder, ['s', 'l', 'r', '2024\r', 'q']);
    const text = PLAIN.replaceAll(` ${WHY}`, '').replace('XXXX', '"2024"');
    expect(textOf(folder)).toBe(text.replaceAll('\n', '\r\n'));
  });

  test('leaves with Ctrl-C, or when the process is stopped: the screen and the keys are given back', async () => {
    for (const [keys, untilStopped] of [
      [['\u0003aaa'], undefined],
      [[], Promise.resolve()],
    ] as const) {
      const folder = council();
      const { code, left, modes, input } = await sit(
        folder,
        keys,
        untilStopped && { untilStopped },
      );
      expect(code).toBe(0);
      if (keys.length > 0) expect(left).toContain('\u001B[?1049l');
      expect(modes).toEqual([true, false]);
      expect(input.listenerCount('keypress')).toBe(0);
      expect(textOf(folder)).toBe(PLAIN);
    }
  });

  test('reads on a low screen, where the passage alone is shown', async () => {
    const { screens } = await sit(council(), ['q'], { rows: 9 });
    expect(screens[0]?.split('\n').length).toBeLessThanOrEqual(9);
    expect(screens[0]).toContain('▌ Beaucoup de familles');
    expect(screens[0]).toContain('q quitter');
  });

  test('is shown the list where there is nothing to see', async () => {
    const sound = changed(PLAIN.replaceAll(` ${WHY}`, ''), 'XXXX', '2024');
    const folder = council(changed(sound, 'voix non identifiée, oratrice', 'Paul Arnoux, orateur'));
    const { screens, modes } = await sit(folder, []);
    expect(screens[0]).toContain('rien à voir');
    expect(modes).toEqual([]);
  });
});

/** Imports these files without a licence, so that each passage waits for its words. */
async function excerpts(files: Readonly<Record<string, string>>, ...more: string[]) {
  const from = folderWith(files);
  const into = join(folderWith({}), 'debat');
  const paths = Object.keys(files).map((name) => join(from, name));
  await importCommand(['--into', into, ...more, ...paths], null, {
    ...{ input: Readable.from([]), output: new TestScreen(), errors: new TestScreen() },
    ...{ now: () => new Date(0), untilStopped: () => new Promise<never>(() => undefined) },
    leaveSoon: () => undefined,
  });
  return into;
}

describe('a passage that waits is given its words', () => {
  const PAGE = `<html><head><title>La piscine</title><meta name="author" content="Lise Morin"></head>
<body><article><h1>La piscine</h1>
<p>Le <em>bassin</em> fuit&nbsp;; personne n’a *rien* prévu pour le réparer. Il est vieux de
quarante ans, et le toit l’est aussi. On attend.</p>
<p>${'La mairie dit qu’elle n’a pas les moyens de payer les travaux. '.repeat(8)}</p>
</article></body></html>`;
  const WORDS = 'Il est vieux de quarante ans, et le toit l’est aussi.';
  /** To the last thing to see. */
  const toWaiting = async (folder: string) => {
    const { said } = await list(folder);
    return 'l'.repeat(said.trim().split('\n').length - 2).split('');
  };

  test('by its sentences, exact to the character of the raw file', async () => {
    const into = await excerpts({ 'page.html': PAGE });
    const [work = ''] = readdirSync(into).filter((name) => name.endsWith('.md'));
    const before = textOf(into, work);
    const to = await toWaiting(into);
    const { screens } = await sit(into, [...to, 'r', '2\r', 'q']);
    expect(screens.at(-3)).toContain(`▌ 2. ${WORDS}`);
    expect(textOf(into, work)).toContain(`> ${WORDS}\n\n— Lise Morin, auteur\n\n## `);
    const output = new TestScreen();
    const sources = ['--sources', `${into}-sources`];
    expect(await corpusCommand(['check', ...sources], alone(into), { output })).toBe(0);
    expect(before).toContain('- Endroit : Le bassin fuit');
  });

  test('whole, and not where it is too short; it waits again once that is undone', async () => {
    const into = await excerpts({ 'page.html': PAGE });
    const [work = ''] = readdirSync(into).filter((name) => name.endsWith('.md'));
    const before = textOf(into, work);
    const to = await toWaiting(into);
    const { screens } = await sit(into, [...to, 'r', '3\r', 'r', '7\r', 'a', 'z', 'q']);
    expect(screens.at(-6)).toContain('une citation a de 40 à 600 caractères, et celle-ci 10');
    expect(screens.at(-4)).toContain('une phrase de 1 à 3, ou des voisines');
    expect(textOf(into, work)).toBe(before);
    await sit(into, [...to, 'a', 'q']);
    expect(textOf(into, work)).toContain(
      String.raw`> Le bassin fuit ; personne n’a \*rien\* prévu pour le réparer. ${WORDS} On attend.`,
    );
  });

  test('beside what else its list says, and only where it still waits', async () => {
    const waiting = `${PLAIN.replace('content: whole\nlicence: public', 'content: excerpts\nraw: c.txt')}
## oui

— Paul Arnoux, orateur

- Endroit : Oui, on ouvrira […] dès le mois prochain.
- Minutage : 12:34
`;
    const folder = council(waiting);
    const sources = folderWith({
      'c.txt': `${RAW}\nOui, on ouvrira la piscine dès le mois prochain.\n`,
    });
    const typed = ['--sources', sources];
    await sit(folder, [...(await toWaiting(folder)), 'a', 'q'], { typed });
    expect(textOf(folder)).toContain(
      '> Oui, on ouvrira la piscine dès le mois prochain.\n\n— Paul Arnoux, orateur\n\n- Minutage : 12:34\n',
    );
  });

  test('by hand where nobody has its raw file', async () => {
    const into = await excerpts({ 'page.html': PAGE });
    const typed = ['--sources', folderWith({})];
    const { screens } = await sit(into, [...(await toWaiting(into)), 'q'], { typed });
    expect(screens.at(-2)).toContain('dites son dossier avec --sources');
  });
});

test('what nobody knows of a work does not come back once a person leaves it so', async () => {
  const into = await excerpts({ 'note.txt': 'La piscine est fermée.\n' }, '--licence', 'own');
  await sit(into, ['a', 'a', 'a', 'q']);
  expect(textOf(into, 'note.md')).toContain('raw: note.txt\nread: date, publisher\n---\n');
  expect((await list(into)).said).toContain('rien à voir');
  expect(await checked(into)).toBe(0);
});

test('what a person decides stays when the source is imported again', async () => {
  const lines = `La piscine est fermée le dimanche. ${'Nous le regrettons tous. '.repeat(5)}\n`;
  const files = folderWith({ 'note.txt': lines });
  const into = join(folderWith({}), 'debat');
  const imported = () =>
    importCommand(['--into', into, '--licence', 'own', join(files, 'note.txt')], null, {
      ...{ input: Readable.from([]), output: new TestScreen(), errors: new TestScreen() },
      ...{ now: () => new Date(0), untilStopped: () => new Promise<never>(() => undefined) },
      leaveSoon: () => undefined,
    });
  await imported();
  await sit(into, ['r', 'Lise Morin\r', 'son écriture\r', 'q']);
  const before = textOf(into, 'note.md');
  expect(before).toContain('— Lise Morin, orateur (déduit : son écriture)');
  writeFileSync(join(files, 'note.txt'), `${lines}\nOn verra bien.\n`);
  await imported();
  const after = textOf(into, 'note.md');
  expect(after).toContain('On verra bien.');
  expect(after.replace(/\n## on-verra-bien[^]*$/u, '')).toBe(
    before.replace(/\n## on-verra-bien[^]*$/u, ''),
  );
  expect((await list(into)).said).toContain('1 passage sans nom');
});

/** 0 where the check finds no fault, else what it says. */
async function checked(folder: string): Promise<number | string> {
  const output = new TestScreen();
  return (await corpusCommand(['check'], alone(folder), { output })) === 0 ? 0 : output.text;
}
