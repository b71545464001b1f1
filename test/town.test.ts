import { catalogueOf } from '../src/debate/catalogue.ts';
import { answerFrom, oneDebate, openOn } from './fixtures/open.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { COMMAND_NAMES, type Answer } from '../src/ask/request.ts';
import type { Circumstances, Rendering } from '../src/conversation/composer.ts';
import { Cleared, Gate } from '../src/debate/gate.ts';
import type { Reply } from '../src/debate/reply.ts';
import { corpusCommand } from '../src/operator/corpus.ts';
import { manifestText } from '../src/operator/registering.ts';
import { commandsFor } from '../src/platforms/discord/commands.ts';
import { Proposals } from '../src/platforms/discord/proposals.ts';
import { MANIFEST_KINDS } from '../src/platforms/slack/manifest.ts';
import { commandNames } from '../src/platforms/slack/view/blocks.ts';
import { readMessage } from '../src/platforms/slack/view/read.ts';
import { Renderer } from '../src/platforms/slack/view/render.ts';
import { Console } from '../src/platforms/terminal/adapter.ts';
import { readPrompts } from '../src/running/files.ts';
import { MemoryNotes } from '../src/store/ports.ts';
import { createChooser } from '../src/summary/model-choice.ts';
import { openPrompts } from '../src/summary/prompts.ts';
import { createProposer } from '../src/summary/proposing.ts';
import { dispatchOn } from './fixtures/bots.ts';
import { jsonRendering, textRendering } from './fixtures/consoles.ts';
import { TOWN_FOLDER, TOWN_RAW_FOLDER, townCorpus } from './fixtures/corpora.ts';
import { alone, folderWith } from './fixtures/folder.ts';
import { foundingIn } from './fixtures/founding.ts';
import { answerOf, noticesOn } from './fixtures/replies.ts';
import { ScriptedModel } from './fixtures/scripted-model.ts';
import { TestScreen } from './fixtures/screen.ts';
import { TestTime } from './fixtures/test-time.ts';
import { changed } from './fixtures/works.ts';
import { renderingOn } from './platforms/discord/harness.ts';
import { startOverSocket, withSlack } from './platforms/slack/harness.ts';
import { ALICE } from './standins/slack/workspace.ts';

// The debate of an invented town goes through everything, and no word of the founding one comes with it.

const ADDRESS = { platform: 'test', workspace: null, channel: null, person: null };
const dispatch = dispatchOn(townCorpus);
const gate = Gate.of(townCorpus);
const examples = catalogueOf(townCorpus).examples;
const { passages } = townCorpus;

function ask(line: string): Promise<Answer> {
  const [, command = '', text = ''] = /^\/(\S+)\s*(.*)$/u.exec(line) ?? [];
  return dispatch({ address: ADDRESS, command, input: { text } });
}

/** How a rendering writes an answer, once the gate has let it leave. */
function through<Payload>({ render, read }: Rendering<Payload>): (answer: Answer) => Payload {
  return (answer) => Cleared.by(gate, render(answer), read).payload;
}

const PUBLIC: Circumstances = { shownTo: 'everyone', isOwned: true, sharedBy: null };
const slack = new Renderer(commandNames(''));

const PLATFORMS: Readonly<Record<string, (answer: Answer) => unknown>> = {
  slack: through({
    render: (answer) => slack.render(answerFrom(townCorpus, answer), PUBLIC),
    read: readMessage,
  }),
  discord: through(renderingOn(townCorpus, PUBLIC)),
  terminal: through(textRendering(Infinity, false, townCorpus)),
  programs: through(jsonRendering(townCorpus)),
};

/** All that a person reads, on any platform, holds nothing of the founding debate. */
function expectOwn(shown: unknown): void {
  const text = typeof shown === 'string' ? shown : JSON.stringify(shown);
  expect(text.length).toBeGreaterThan(20);
  expect(foundingIn(text)).toEqual([]);
}

const QUESTIONS: readonly (readonly [line: string, kind: Reply['kind']])[] = [
  ['/debat', 'help'],
  ['/debat voitures', 'quotes'],
  ['/debat commerces resume', 'quotes'],
  ['/debat stationnement auteur:M. Orvel', 'quotes'],
  ['/debat navette depuis:2025', 'quotes'],
  ['/debat stationnement page:2', 'quotes'],
  ['/debat hirondelles', 'notice'],
  ['/position diallo', 'position'],
  ['/position Mme Diallo ; essai et mesure', 'position'],
  ['/position orvel', 'position'],
  ['/position diallo ; voitures', 'notice'],
  ['/comparer diallo ; orvel', 'comparison'],
  ['/comparer diallo ; orvel ; accès pour tous', 'comparison'],
  ['/carte', 'map'],
  ['/carte stationnement', 'map'],
  ['/qui-repond', 'exchange'],
  ['/qui-repond Mme Diallo', 'exchange'],
  ['/citation', 'citation'],
  ['/citation commerces', 'citation'],
  ['/sources', 'sources'],
  ['/sources orvel', 'sources'],
  ['/aide-debat', 'help'],
  ['/abonnement etat', 'notice'],
  ['/debats', 'notice'],
  ['/proposer etat', 'notice'],
  ...passages.map(({ id }) => [`/contexte ${id}`, 'context'] as const),
];

/** What the check says of a folder beside the raw texts. */
async function checked(folder: string) {
  const output = new TestScreen();
  const code = await corpusCommand(['check', '--sources', TOWN_RAW_FOLDER], alone(folder), {
    output,
  });
  return { code, said: output.text };
}

/** The same of the town's folder with one file changed. */
async function checkedAs(name: string, from: string, to: string) {
  const files = readdirSync(TOWN_FOLDER).map((file) => {
    return [file, readFileSync(join(TOWN_FOLDER, file), 'utf8')] as const;
  });
  const texts = Object.fromEntries(files);
  return await checked(folderWith({ ...texts, [name]: changed(texts[name] ?? '', from, to) }));
}

test('the debate of the town is sound beside its raw texts', async () => {
  const { code, said } = await checked(TOWN_FOLDER);
  expect(code).toBe(0);
  expect(said.match(/, 0\u00A0faute$/gmu)).toHaveLength(townCorpus.sources.length);
  expect(said).not.toContain('à revoir');
});

test('every command is asked', () => {
  const asked = new Set(QUESTIONS.map(([line]) => line.split(' ')[0]?.slice(1)));
  expect([...asked]).toEqual(expect.arrayContaining([...COMMAND_NAMES, 'contexte']));
});

describe.each(Object.entries(PLATFORMS))('for %s', (_, shownBy) => {
  test.each(QUESTIONS)('%s is answered with %s, all its own', async (line, kind) => {
    const answer = await ask(line);
    expect(answer.reply.kind).toBe(kind);
    expectOwn(shownBy(answer));
  });

  test('every notice is its own', () => {
    for (const [, reply] of noticesOn('hirondelles')) expectOwn(shownBy(answerOf(reply, 'place')));
  });
});

describe('what the town asks is answered truly', () => {
  const told = async (line: string) => String(PLATFORMS['terminal']?.(await ask(line)));

  test.each([
    ['conseil-2024#une-phrase', 'Aïssatou Diallo, conseillère municipale, oratrice — «'],
    ['conseil-2024#remparts-pleins', 'Basile Orvel, conseiller municipal, orateur — «'],
    ['conseil-2024#ouverture', 'Maud Terrasson, présidente de séance — «'],
    ['riverains-2024#un-client-sur-cinq', 'Yvonne Pichon, libraire, en commentaire — «'],
  ])('who simply speaks in %s is said to: %s', async (ref, caption) => {
    expect(await told(`/contexte ${ref}`)).toContain(caption);
  });

  test('a public document is quoted whole, and would be too much in excerpts', async () => {
    const { code, said } = await checkedAs(
      'conseil-2024.md',
      'content: whole',
      'content: excerpts',
    );
    expect(code).toBe(1);
    expect(said).toMatch(/8\d % de l’œuvre est cité — gardez-en la moitié au plus/u);
  });

  test.each([
    [
      '/position diallo ; voitures',
      'Ce que nous avons d’Aïssatou Diallo ne répond pas à ces mots\u00A0: voitures.',
      'voiture',
    ],
    [
      '/debat auteur:orvel commerces',
      'Nos extraits de Basile Orvel ne répondent pas à ces mots\u00A0: commerces.',
      'commerce',
    ],
    [
      '/debat auteur:terrasson commerce',
      'Aucun passage de Maud Terrasson ne répond à ces mots\u00A0: commerce.',
      'commerce',
    ],
  ])('%s is a sentence on what is held: %s', async (line, sentence, refused) => {
    const [first = '', proposed = ''] = (await told(line)).split(' Essayez plutôt');
    expect(first).toBe(sentence);
    expect(proposed).not.toContain(refused);
  });

  test('though her page speaks of it outside the excerpts', () => {
    const raw = readFileSync(join(TOWN_RAW_FOLDER, 'diallo.txt'), 'utf8');
    const held = passages.filter(({ source }) => source.id === 'diallo-2024');
    expect(raw).toContain('voitures');
    expect(held.map(({ text, thesis }) => `${text} ${thesis?.text}`).join()).not.toContain(
      'voitures',
    );
  });
});

describe.each(Object.entries(PLATFORMS))('around a passage, for %s,', (platform, shownBy) => {
  /** As a person reads it: Slack's notification says it all once more, and Discord escapes brackets. */
  const around = async (ref: string) => {
    const shown = shownBy(await ask(`/contexte ${ref}`));
    const { blocks = shown } = shown as { blocks?: unknown };
    return JSON.stringify(blocks).replaceAll('\\', '');
  };
  // What programs are given has neither: they read the work itself.
  const isRead = platform !== 'programs';

  test('what is left out is marked once, and nothing is of a whole work', async () => {
    const marks = async (ref: string) => (await around(ref)).match(/\[…\]/gu)?.length ?? 0;
    expect(await marks('diallo-2024#commerces-morts')).toBe(isRead ? 1 : 0);
    expect(await marks('conseil-2024#remparts-pleins')).toBe(0);
  });

  test('what answers it is said to be our reading', async () => {
    const shown = await around('conseil-2024#navette');
    expect(shown).toContain('mère a quatre-vingts ans');
    expect(shown).toContain('je me suis trompé sur ce point');
    expect(shown.match(/À notre lecture, [^:]*/gu)?.map((each) => each.trim()) ?? []).toEqual(
      isRead
        ? ['À notre lecture, ce passage répond à', 'À notre lecture, ce passage est rejoint par']
        : [],
    );
  });
});

test('a conversation in the terminal goes from one page to the next', async () => {
  const output = new TestScreen();
  const input = new PassThrough();
  input.end('/debat stationnement\n/suite\n/aide-debat\n/quitter\n');
  const reportFault = () => 'ref-1';
  const time = new TestTime();
  const notes = new MemoryNotes(time.now);
  const others = { reportFault, output, json: false, time, notes };
  const parts = { dispatch, debates: oneDebate(openOn(townCorpus)), ...others };
  await new Console({ ...parts, errors: output }).converse(input);
  expect(output.text).toContain('La place du Marché\nFaut-il rendre la place');
  expect(output.text).toContain('Page 2 sur 2');
  expectOwn(output.text);
});

test('Slack is told its own at home, in the form and in the manifests', () =>
  withSlack(async (standIn, keep) => {
    keep(await startOverSocket(standIn, { corpus: townCorpus }));
    await standIn.socket.appHomeOpened();
    const home = await standIn.until(() => standIn.views.homeOf(ALICE));
    expect(JSON.stringify(home.output)).toContain('Faut-il rendre la place du Marché aux piétons');
    await standIn.socket.buttonClick({ actionId: 'debat/search', within: 'home' });
    const form = await standIn.until(() => standIn.views.modalOf(ALICE));
    for (const shown of [home.output, form.output]) expectOwn(shown);
    for (const kind of MANIFEST_KINDS) expectOwn(manifestText(kind, catalogueOf(townCorpus)));
  }));

test('Discord is told its own in its commands and menus', async () => {
  expectOwn(commandsFor(null, { examples, areSeveral: false }));
  const proposals = new Proposals({ debates: oneDebate(openOn(townCorpus)), dispatch });
  for (const option of ['sujet', 'auteur'])
    expectOwn(await proposals.offer({ option, typed: '', debat: '' }, ADDRESS));
});

test('a model is told of this debate, its question and its themes', async () => {
  const model = new ScriptedModel(() => ({ groups: [[1]] }));
  const prompts = openPrompts(readPrompts());
  const { signal } = new AbortController();
  const { debate } = townCorpus;
  const choose = createChooser({
    model,
    prompt: prompts.choix,
    limits: { concurrency: 1, tokensPerDay: 10_000 },
    today: () => '2026-11-22',
    now: () => 0,
    signal,
    record: () => undefined,
  });
  await choose({ debate, subject: 'commerces', found: passages, tenant: 'T1' });
  const { propose } = createProposer({ model, prompts, corpus: townCorpus, signal });
  for (const passage of passages) await propose(passage);
  expect(model.asked.length).toBeGreaterThan(passages.filter(({ text }) => text !== null).length);
  for (const { system, user } of model.asked) expectOwn(`${system} ${user}`);
  const [choice, draft] = model.asked;
  expect(choice?.user).toContain('La place du Marché');
  expect(draft?.user).toContain(debate.question);
  for (const theme of Object.keys(debate.themes ?? {})) expect(draft?.user).toContain(theme);
});
