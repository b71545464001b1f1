import { answerDocument } from '../src/debate/document.ts';
import { NO_DEBATE, type OpenDebate } from '../src/debate/debates.ts';
import type { Corpus } from '../src/debate/passage.ts';
import { messageOf } from '../src/conversation/json.ts';
import { offerButtons } from '../src/conversation/buttons.ts';
import { COMMAND_NAMES, type Address, type Answer, type Options } from '../src/ask/request.ts';
import { OPERATOR } from '../src/running/listing.ts';
import { at, openTestHouse } from '../test/fixtures/house.ts';
import { chance } from './generated.ts';

/** Each of the two has one that is its own, beside one for all. */
const TENANTS = { place: ['slack:T1'], velo: ['slack:T2'] } as const;
const OTHERS = { T1: 'velo', T2: 'place' } as const;

/**
 * Asks a house of three debates, as two tenants in turn, at random: by what they may type, by buttons that are
 * forged, and by choosing. A leak is any word of the other's debate in what comes back.
 */
export async function leaksAmong(questions: number) {
  await using home = await openTestHouse({ tenants: TENANTS });
  const { house, dispatch } = home;
  const debates = await Promise.all(
    Object.keys(TENANTS).map(async (key) => [key, await house.named(key, OPERATOR)] as const),
  );
  const marksOf = (key: string) => {
    const corpus = heldOf(debates.find(([each]) => each === key)?.[1]);
    const { title, question } = corpus.debate;
    return [
      ...[title ?? key, question ?? key],
      ...corpus.sources.flatMap((source) => [source.title, source.id]),
      ...corpus.passages.flatMap(({ id, text }) => [id, text ?? id]),
      ...corpus.voices.map(({ name }) => name),
    ];
  };
  const marks = { T1: marksOf(OTHERS.T1), T2: marksOf(OTHERS.T2) };
  const draw = chance(23);
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(draw() * items.length)];
    if (item === undefined) throw new RangeError('there is nothing to draw');
    return item;
  };
  const words = Object.values(marks).flatMap((each) => each.flatMap((mark) => mark.split(' ')));
  const refs = debates.flatMap(([, live]) => live?.corpus?.passages.map(({ id }) => id) ?? []);
  const keys = ['velo', 'place', 'medias', 'vélo', 'Des pistes cyclables', 'la place', 'x', ''];
  const leaks: string[] = [];
  for (let number = 0; number < questions; number += 1) {
    const workspace = one(['T1', 'T2'] as const);
    const address = at({ workspace, channel: one(['C1', 'C2']), person: one(['U1', 'U2']) });
    const key = one(keys);
    const command = one([...COMMAND_NAMES, 'contexte', 'debats', 'debats']);
    const said = Array.from({ length: 1 + Math.floor(draw() * 4) }, () => one(words)).join(' ');
    const options: Options = {
      ...(draw() < 0.7 && { debat: key }),
      ...(draw() < 0.5 && { ref: one(refs) }),
      ...(draw() < 0.6 && { sujet: said }),
      ...(draw() < 0.3 && { auteur: one(words) }),
      ...(command === 'debats' && { geste: one(['choisir', 'choisir velo', 'liste', 'oublier']) }),
    };
    const isPressed = draw() < 0.5;
    const typed = `${command === 'debats' ? one(['choisir ', '']) : ''}${said} debat:${key}`;
    const input = isPressed || draw() < 0.3 ? { options } : { text: typed };
    const mayManage = () => Promise.resolve(true);
    const answer = await dispatch({ address, command, input, isPressed, mayManage });
    if (isLeaked(answer, address, marks[workspace], OTHERS[workspace], JSON.stringify(input)))
      leaks.push(`${workspace}: /${command} ${JSON.stringify(input)}`);
  }
  return { asked: questions, leaks };
}

function heldOf(debate: OpenDebate | null | undefined): Corpus {
  if (debate?.corpus == null) throw new RangeError('it lies in memory');
  return debate.corpus;
}

/** What was typed comes back, as it was typed: only what was not counts. */
function isLeaked(
  answer: Answer,
  { workspace }: Address,
  marks: readonly string[],
  other: string,
  typed: string,
): boolean {
  if (answer.from?.key === other) return true;
  const { catalogue } = answer.from ?? NO_DEBATE;
  const document = JSON.stringify(answerDocument(answer, messageOf(answer), catalogue));
  const labels = offerButtons(answer).map(
    ({ label, asked }) => `${label} ${asked.options.debat ?? ''}`,
  );
  const shown = [document, ...labels].join('\n');
  const isShown = (mark: string) =>
    mark.length > 8 && shown.includes(mark) && !typed.includes(mark);
  return (
    marks.some(isShown) || labels.some((label) => label.endsWith(` ${other}`)) || workspace === null
  );
}
