import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { corpusCommand } from '../../src/operator/corpus.ts';
import { importCommand } from '../../src/operator/import-command.ts';
import { openCorpus } from '../../src/operator/opening.ts';
import { alone, folderWith } from '../fixtures/folder.ts';
import { TestScreen } from '../fixtures/screen.ts';
import { zipOf } from '../import/zip.ts';
import { withDiscord } from '../platforms/discord/harness.ts';
import { startOverSocket, withSlack } from '../platforms/slack/harness.ts';

// What a team brings one morning: a saved page with its comments, a record, captions and its own channel.

const PAGE = `<!DOCTYPE html><html lang="fr"><head><title>La piscine | Le Carnet</title>
<link rel="canonical" href="https://carnet.example/piscine"></head><body><article><h1>La piscine</h1>
<p class="meta">Par <a rel="author" href="/l">Lise Morin</a>, le 3 mars 2024</p>
<p>La piscine fermera en mars, et personne n’a demandé leur avis à ceux qui nagent.</p>
<p>« Le bassin fuit de partout depuis deux ans », explique le maire, Paul Arnoux. Je n’en crois rien du tout.</p></article>
<ol class="commentlist"><li class="comment" id="comment-7"><div class="comment-author"><b class="fn">Basile</b></div>
<div class="comment-content"><p>Un bassin couvert coûterait moins cher à chauffer.</p></div></li></ol></body></html>`;

const RECORD = `Conseil municipal d’Ormelande
Séance du 12 mars 2024

M. le président : La séance est ouverte, parlons du bassin.
Mme Diallo : Le bassin appartient à tout le monde.
M. le président : Merci de le rappeler.
Mme Diallo : Qu’on le répare.
`;

const CAPTIONS = `WEBVTT

00:00:01.000 --> 00:00:04.000
<v Driss>Le bassin olympique rouvrira en juin, on nous l’a promis.
`;

const EXPORT = zipOf({
  'users.json': JSON.stringify([
    { id: 'U1', name: 'ines', profile: { real_name: 'Inès Caradec' } },
  ]),
  'channels.json': JSON.stringify([{ id: 'C1', name: 'piscine' }]),
  'piscine/2024-03-04.json': JSON.stringify([
    {
      type: 'message',
      user: 'U1',
      text: 'Le bassin a besoin de bénévoles samedi.',
      ts: '1709500000.000100',
    },
  ]),
});

const SAID = [
  ['Le bassin fuit de partout depuis deux ans', 'Paul Arnoux'],
  ['Un bassin couvert coûterait moins cher à chauffer.', 'Basile'],
  ['Le bassin appartient à tout le monde.', 'Mme Diallo'],
  ['Le bassin olympique rouvrira en juin, on nous l’a promis.', 'Driss'],
  ['Le bassin a besoin de bénévoles samedi.', 'Inès Caradec'],
] as const;

async function importedDebate() {
  const brought = folderWith({
    ...{ 'piscine.html': PAGE, 'conseil.txt': RECORD, 'radio.vtt': CAPTIONS },
    'canal.zip': EXPORT,
  });
  const into = join(folderWith({}), 'debat');
  const surroundings = {
    ...{ input: Readable.from([]), output: new TestScreen(), errors: new TestScreen() },
    now: () => new Date('2026-11-28T12:00:00Z'),
    untilStopped: () => new Promise<never>(() => undefined),
    leaveSoon: () => undefined,
  };
  const typed = ['--into', into, '--licence', 'own', brought];
  expect(await importCommand(typed, null, surroundings)).toBe(0);
  return { into, corpus: openCorpus(into).corpus };
}

test('an imported debate has each word under its voice', async () => {
  const { corpus } = await importedDebate();
  const { passages } = corpus;
  for (const [words, voice] of SAID) {
    expect(passages.find(({ text }) => text === words)?.voice.name).toBe(voice);
  }
  const own = passages.find(({ text }) => text === 'Je n’en crois rien du tout.');
  expect(own).toMatchObject({ voice: { name: 'Lise Morin' }, role: 'auteur' });
});

test('an imported debate is found in its raw files, to the character', async () => {
  const { into } = await importedDebate();
  const output = new TestScreen();
  expect(
    await corpusCommand(['check', '--sources', `${into}-sources`], alone(into), { output }),
  ).toBe(0);
});

test.each(SAID)('« %s » is quoted on Slack and on Discord', async (words, voice) => {
  const { corpus } = await importedDebate();
  const subject = words.replace(/[.,]/gu, '').split(' ').slice(1, 5).join(' ');
  await withSlack(async (slack, keep) => {
    keep(await startOverSocket(slack, { corpus }));
    const { message } = await slack.socket.command({ text: subject });
    const shown = JSON.stringify(message);
    expect(shown).toContain(words);
    expect(shown).toContain(voice);
  });
  await withDiscord(async ({ discord, start }) => {
    await start({ corpus });
    const { message } = await discord.command({ name: 'debat', options: { sujet: subject } });
    const shown = JSON.stringify(message).replaceAll('\\\\', '');
    expect(shown).toContain(words);
    expect(shown).toContain(voice);
  });
});
