import { describe, expect, test } from 'vitest';
import type { Turn } from '../../../src/import/draft.ts';
import { markdown } from '../../../src/import/texts/markdown.ts';
import { plain } from '../../../src/import/texts/plain.ts';
import { brought, draftsOf } from '../../contracts/format.ts';

/** What two people say in turn. */
const SAID = [
  'Bonjour. Que pensez-vous du quai ?',
  'Je le trouve long, et nous y passons.',
  'Vous y veniez déjà.',
  'Oui, et je le redis.',
];

async function turnsOf(name: string, text: string): Promise<readonly Turn[]> {
  const format = name.endsWith('.md') ? markdown : plain;
  const [draft] = await draftsOf(format, brought(name, text));
  return draft?.turns ?? [];
}

/** A text in which each shape is written for « Lise Morin » and « Paul Arnoux », with the place of the turn. */
async function heard(
  file: string,
  shape: (name: string, said: string, at: number) => string,
): Promise<unknown[]> {
  const text = SAID.map((said, at) => shape(at % 2 === 0 ? 'Lise Morin' : 'Paul Arnoux', said, at));
  const turns = await turnsOf(file, text.join('\n\n'));
  return turns.map(({ speaker, paragraphs }) => [
    speaker.name ?? speaker.role,
    ...paragraphs.map((each) => each.text),
  ]);
}

const BY_NAME = SAID.map((said, at) => [at % 2 === 0 ? 'Lise Morin' : 'Paul Arnoux', said]);

describe('a label is that of a voice', () => {
  test.each<[string, (name: string, said: string, at: number) => string]>([
    ['dialogue.txt', (name, said) => `[${name}] ${said}`],
    ['dialogue.txt', (name, said) => `<${name}> ${said}`],
    ['dialogue.txt', (name, said) => `>> ${name}: ${said}`],
    ['dialogue.txt', (name, said) => `- ${name} : ${said}`],
    ['dialogue.txt', (name, said) => `- ${name}\n${said}`],
    ['otter.txt', (name, said, at) => `${name}  0:0${at}\n${said}`],
    ['otter.txt', (name, said, at) => `${name} | 00:0${at}\n${said}`],
    ['otter.txt', (name, said, at) => `${name} - 00:0${at}\n${said}`],
    ['otter.txt', (name, said, at) => `${name} (00:0${at})\n${said}`],
    ['teams.txt', (name, said, at) => `${name}\n0:0${at}\n${said}`],
    ['teams.txt', (name, said, at) => `0:0:${at}.0 --> 0:0:${at}.540\n${name}\n${said}`],
    ['note.md', (name, said) => `**${name}** ${said}`],
    ['note.md', (name, said) => `**${name}**\n${said}`],
    ['note.md', (name, said, at) => `**${name}** *00:0${at}*\n${said}`],
    ['note.md', (name, said) => `**${name}**\n\n> ${said}`],
  ])('in %s: %o', async (file, shape) => {
    expect(await heard(file, shape)).toEqual(BY_NAME);
  });

  test('by its place alone below a time, be it once, where most of what stands there comes back', async () => {
    const said = (names: readonly string[]) =>
      turnsOf(
        'seance.txt',
        names.map((name, at) => `00:0${at}:10 ${name}\n${SAID[at % 4]}`).join('\n\n'),
      );
    const voices = await said(['Lise Morin', 'salle2', 'Lise Morin', 'Paul', 'Lise Morin']);
    expect(voices.map(({ speaker }) => speaker.name)).toEqual([
      ...['Lise Morin', 'salle2', 'Lise Morin', 'Paul', 'Lise Morin'],
    ]);
    const chapters = await said(['le quai', 'la digue', 'le port', 'la fin', 'le bureau']);
    expect(new Set(chapters.map(({ speaker }) => speaker.name))).toEqual(new Set([null]));
  });

  test('by its number, and of nobody where programs know nobody', async () => {
    const turns = await turnsOf(
      'machine.txt',
      `Speaker 1: ${SAID[0]}\nSpeaker 2: ${SAID[1]}\nUnknown Speaker: Je passe.\nSpeaker 1: ${SAID[2]}\nSpeaker 2: ${SAID[3]}\nUnknown Speaker: Moi aussi.`,
    );
    expect(turns.map(({ speaker }) => speaker.name)).toEqual([
      ...['Speaker 1', 'Speaker 2', null, 'Speaker 1', 'Speaker 2', null],
    ]);
  });

  test('by « Q. » and « R. », and by « Interviewer » though the text has « l’interview »', async () => {
    const asked = [1, 2, 1, 2].map((who) => (who === 1 ? 'intervieweur' : 'interviewé'));
    const one = await heard(
      'q.txt',
      (name, said) => `${name === 'Lise Morin' ? 'Q' : 'R'}. ${said}`,
    );
    expect(one.map((turn) => (turn as string[])[0])).toEqual(asked);
    const two = await heard('i.md', (name, said, at) => {
      const label = name === 'Lise Morin' ? 'Interviewer' : name;
      return `**${label}** : ${said}${at === 3 ? ' C’est l’interview de ma vie.' : ''}`;
    });
    expect(two.map((turn) => (turn as string[])[0])).toEqual([
      ...['intervieweur', 'Paul Arnoux', 'intervieweur', 'Paul Arnoux'],
    ]);
  });

  test('and of nobody where a pause, an address or a file’s parts come back', async () => {
    const turns = await turnsOf(
      'pauses.md',
      `**Lise Morin:** ${SAID[0]}\n\n**Break:** [music]\n\n**Paul Arnoux:** ${SAID[1]}\n\n**Lise Morin:** ${SAID[2]}\n\n**Break:** [music]\n\n**Paul Arnoux:** ${SAID[3]}`,
    );
    expect(turns.map(({ speaker }) => speaker.name)).not.toContain('Break');
    const articles = 'Article 1 : nous fermons.\nArticle 2 : nous ouvrons le quai.';
    expect((await turnsOf('loi.txt', articles)).map(({ speaker }) => speaker.name)).toEqual([null]);
  });
});

describe('times that programs write', () => {
  test('tell when words begin, and are in none', async () => {
    const turns = await turnsOf(
      'direct.txt',
      'SPEAKER_01:\n[1.5s] Bonjour à vous.\n[2.5s] Je commence\n[3.1s] par le quai.\nSPEAKER_02:\n[9.0s] Oui, merci.\nSPEAKER_01:\n[10.0s] Je finis.\nSPEAKER_02:\n[12.0s] ♪♪\n[14.0s] Nous aussi.',
    );
    expect(turns.map(({ speaker, paragraphs }) => [speaker.name, ...paragraphs])).toEqual([
      ['SPEAKER_01', { text: 'Bonjour à vous.', seconds: 1 }],
      ['SPEAKER_01', { text: 'Je commence', seconds: 2 }],
      ['SPEAKER_01', { text: 'par le quai.', seconds: 3 }],
      ['SPEAKER_02', { text: 'Oui, merci.', seconds: 9 }],
      ['SPEAKER_01', { text: 'Je finis.', seconds: 10 }],
      ['SPEAKER_02', { text: 'Nous aussi.', seconds: 14 }],
    ]);
  });

  test('stand beside a name for what is said below', async () => {
    const turns = await turnsOf(
      'otter.txt',
      SAID.map(
        (said, at) => `${at % 2 === 0 ? 'Lise Morin' : 'Paul Arnoux'}  0:1${at}\n${said}`,
      ).join('\n'),
    );
    expect(turns.map(({ paragraphs }) => paragraphs[0]?.seconds)).toEqual([10, 11, 12, 13]);
  });
});

describe('initials', () => {
  const said = (a: string, b: string) =>
    SAID.map((each, at) => `${at % 2 === 0 ? a : b} : ${each}`).join('\n');

  test.each([
    ['J.-P. A.', 'L. M.'],
    ['J.-P.A.', 'L.M.'],
    ['JPA', 'LM'],
  ])('%s and %s are of whom the text names before', async (a, b) => {
    const turns = await turnsOf(
      'entretien.txt',
      `Avec Jean-Pierre Arnoux, par Lise Morin\n\n${said(b, a)}`,
    );
    expect(turns.map(({ speaker }) => [speaker.name, speaker.certainty]).slice(0, 2)).toEqual([
      ['Lise Morin', 'deduced'],
      ['Jean-Pierre Arnoux', 'deduced'],
    ]);
  });

  test('stay what they are where two people have them, or nobody', async () => {
    const turns = await turnsOf(
      'entretien.txt',
      `Avec Paul Arnoux et Pauline Aubry\n\n${said('PA', 'LM')}`,
    );
    expect(turns.map(({ speaker }) => speaker.name).slice(0, 2)).toEqual(['PA', 'LM']);
  });
});

describe('the end of a text', () => {
  const six = [...SAID, ...SAID]
    .map((said, at) => `**${at % 2 === 0 ? 'Lise Morin' : 'Paul Arnoux'} :** ${said}`)
    .join('\n\n');
  const last = async (text: string) => {
    const { speaker, paragraphs } = (await turnsOf('emission.md', text)).at(-1) ?? {};
    return [speaker?.name, paragraphs?.at(-1)?.text];
  };

  test('is of nobody known where each turn before has one paragraph, or none after a gap', async () => {
    const notes = 'Retrouvez les notes de l’épisode sur notre site.';
    expect(await last(`${six}\n\n${notes}`)).toEqual([null, notes]);
    const long = six.replaceAll(/(?<=passons|redis)\./gu, '.\n\nC’est ainsi.');
    expect(await last(`${long}\n\n---\n\n${notes}`)).toEqual([null, notes]);
    expect(await last(long)).toEqual(['Paul Arnoux', 'C’est ainsi.']);
  });

  test('and chapters with their times are nobody’s words', async () => {
    const chapters = '00:00 Introduction\n\n02:30 Le quai\n\n15:10 La grue';
    const turns = await turnsOf('episode.md', `Nous parlons du quai.\n\n${chapters}`);
    expect(turns.flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))).toEqual([
      'Nous parlons du quai.',
    ]);
  });
});

test('what programs hear is said to be so, and « [rires] » between sentences is in no words', async () => {
  const [draft] = await draftsOf(
    plain,
    brought(
      'a.txt',
      SAID.map((said, at) => `SPEAKER_0${at % 2}: ${said} [rires] Voilà [le quai].`).join('\n'),
    ),
  );
  expect(draft?.isMachineHeard).toBe(true);
  expect(draft?.turns[0]?.paragraphs.map(({ text }) => text)).toEqual([SAID[0]]);
  expect(draft?.turns[1]?.paragraphs.map(({ text }) => text)).toEqual(['Voilà [le quai].']);
});

test('who alone speaks, as the front matter says, says the whole text', async () => {
  const [draft] = await draftsOf(
    markdown,
    brought(
      'a.md',
      '---\nspeakers:\n  - Lise Morin\nmedia: https://exemple.org/v\n---\n\nLe quai est long.',
    ),
  );
  expect(draft).toMatchObject({ author: null, url: 'https://exemple.org/v' });
  expect(draft?.turns[0]?.speaker).toMatchObject({ name: 'Lise Morin', role: 'orateur' });
});
