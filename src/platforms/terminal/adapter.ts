import { createInterface, type Interface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { ExplanationOf } from '../../debate/document.ts';
import { NO_DEBATE, type OpenDebate } from '../../debate/debates.ts';
import { Cleared } from '../../debate/gate.ts';
import { choiceText, debateLine, debateLines } from '../../messages/choice.ts';
import { messages } from '../../messages/messages.ts';
import { BotError, type ReportFault } from '../../errors.ts';
import type { Reply } from '../../debate/reply.ts';
import { debateShownAt, type Address, type Answer, type Asked } from '../../ask/request.ts';
import type { Debates, Dispatch } from '../../ask/request.ts';
import { offerButtons } from '../../conversation/buttons.ts';
import { cleared, type Rendering } from '../../conversation/composer.ts';
import { Threads } from '../../conversation/threads.ts';
import type { Notes, Time } from '../../ports.ts';
import { ADDRESS, createCompleter, NOTHING_BEFORE, PLATFORM, readLine } from './input.ts';
import { readJson, renderJson } from '../../conversation/json.ts';
import { laidOut, NARROWEST_LINE, WIDEST_LINE, type Layout } from './layout.ts';
import { read, render } from './render.ts';

/** There is one conversation. */
const HERE = { thread: { before: ['here'], shared: [], own: ['here'] } };

/** Between one answer and what follows it. */
const SPACED = '\n\n';

/** A stream that may be a terminal. */
export type Screen = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** What the terminal needs of the rest of the program. */
interface ConsoleParts {
  readonly dispatch: Dispatch;
  readonly debates: Debates;
  readonly reportFault: ReportFault;
  readonly output: Screen;
  /** Where the notice for an unknown command goes as well. */
  readonly errors: Screen;
  /** Print documents for programs instead of text for people. */
  readonly json: boolean;
  /** Where the last question stands for half an hour. */
  readonly notes: Notes;
  readonly time: Time;
  /** Tells documents why each passage has its place. */
  readonly explanationOf?: ExplanationOf | undefined;
}

/** The terminal: one question, a list of them on standard input, or a conversation. */
export class Console {
  readonly platform = PLATFORM;
  readonly #parts: ConsoleParts;
  readonly #threads: Threads;
  /** The questions that the last answer has proposed. */
  #offered: readonly Asked[] = [];
  /** The conversation that is going on. */
  #lines: Interface | null = null;

  constructor(parts: ConsoleParts) {
    this.#parts = parts;
    this.#threads = new Threads({ ...parts, platform: PLATFORM });
  }

  /**
   * Answers one line, before which and after which nothing is asked; resolves to whether it was a command the bot
   * knows. Rejects with a BotError when it asks nothing.
   */
  async ask(line: string): Promise<boolean> {
    const typed = readLine(line, NOTHING_BEFORE);
    if (typed.kind !== 'request') {
      throw new BotError('usage', 'nothing is asked: try "/debat" and a subject, or "/aide-debat"');
    }
    return this.#print(closed(await this.#parts.dispatch(typed.request)), '\n');
  }

  /** Answers one line after another until the input ends; how many there were. */
  async askAll(input: Readable): Promise<number> {
    const ending = this.#parts.json ? '\n' : SPACED;
    let asked = 0;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      asked += 1;
      await this.#hear(line, ending);
    }
    return asked;
  }

  /** Answers a line that may go on from those before it; false for one that asks for nothing more. */
  async #hear(line: string, ending: string): Promise<boolean> {
    const after = await this.#threads.before(HERE, '', false);
    const typed = readLine(line, { after, offered: this.#offered });
    if (typed.kind !== 'request') return typed.kind !== 'quit';
    const answer = await this.#parts.dispatch(typed.request);
    await this.#threads.keep(HERE, answer, 'everyone');
    // A document has no place for what is to be chosen by a number.
    const shown = this.#parts.json ? closed(answer) : withoutForms(answer);
    this.#offered = offerButtons(shown).map(({ asked }) => asked);
    await this.#print(shown, ending);
    return true;
  }

  /** Resolves to whether it answers a command the bot knows. */
  async #print(answer: Answer, ending: string): Promise<boolean> {
    const { output, errors, json } = this.#parts;
    const isKnown = answer.asked !== null || isFault(answer);
    // What stands on a screen cannot be amended: only a program waits for what a model chooses.
    if (json) {
      const whole = (await answer.complete?.()) ?? answer;
      print(this.#cleared(whole, this.#documents()), output, ending);
    } else print(this.#cleared(answer, this.#text()), isKnown ? output : errors, ending);
    // A command nobody knows is a fault of usage: its text is where programs look for faults.
    if (json && !isKnown) print(this.#cleared(answer, this.#text()), errors, ending);
    return isKnown;
  }

  /** Talks with a person until they leave. */
  async converse(input: Readable): Promise<void> {
    const { debates, output } = this.#parts;
    const { catalogue, gate } = await debateShownAt(debates, ADDRESS);
    const completer = createCompleter(catalogue);
    const lines = createInterface({ input, output, completer, prompt: 'debat> ' });
    const { sources, size, debate } = catalogue;
    const several = debates.knownAt(ADDRESS);
    const none = { code: 'debates', debates: several, here: null } as const;
    const welcome = [
      ...debateLines(debate),
      ...(catalogue === NO_DEBATE.catalogue
        ? [choiceText(none), ...several.map(debateLine)]
        : [messages.welcome(sources.length, size)]),
      messages.welcomeHint(catalogue.examples),
    ]
      .map((line) => laidOut(line, 'plain', '', this.#layout()))
      .join('\n');
    print(Cleared.by(gate, welcome, read), output, SPACED);
    // Ctrl-D can come while an answer is on its way.
    const closing = new AbortController();
    lines.once('close', () => {
      closing.abort();
    });
    this.#lines = lines;
    lines.prompt();
    for await (const line of lines) {
      if (!(await this.#hear(line, SPACED))) break;
      if (!closing.signal.aborted) lines.prompt();
    }
    this.#lines = null;
    lines.close();
  }

  /** Shows a reply nobody asked for just now; rejects with a BotError where there is no conversation. */
  post(_: Address, reply: Reply, from: OpenDebate): Promise<void> {
    if (this.#lines === null) {
      const fault = new BotError('platform', 'no conversation is going on', { outcome: 'undone' });
      return Promise.reject(fault);
    }
    const answer = { asked: null, query: '', reply, audience: 'everyone', from } as const;
    const { output } = this.#parts;
    output.write(SPACED);
    print(this.#cleared(answer, this.#text()), output, SPACED);
    this.#lines.prompt(true);
    return Promise.resolve();
  }

  #cleared(answer: Answer, rendering: Rendering<string>): Cleared<string> {
    return cleared(answer, rendering, this.#parts.reportFault).message;
  }

  #documents(): Rendering<string> {
    const { explanationOf } = this.#parts;
    return { render: (answer) => renderJson(answer, explanationOf), read: readJson };
  }

  #text(): Rendering<string> {
    return { render: (answer) => render(answer, this.#layout()), read };
  }

  #layout(): Layout {
    const { output } = this.#parts;
    const isTerminal = output.isTTY === true;
    const fitting = Math.min(Math.max(output.columns ?? WIDEST_LINE, NARROWEST_LINE), WIDEST_LINE);
    return { columns: isTerminal ? fitting : Infinity, coloured: isTerminal };
  }
}

/** The only function that writes on a screen. */
function print({ payload }: Cleared<string>, screen: Screen, ending: string): void {
  screen.write(`${payload}${ending}`);
}

/** An answer after which nothing can be chosen. */
function closed(answer: Answer): Answer {
  return { ...answer, offers: [] };
}

/** A proposal is completed by typing what it still needs. */
function withoutForms(answer: Answer): Answer {
  const { offers = [] } = answer;
  return { ...answer, offers: offers.filter(({ command }) => command !== 'proposer') };
}

function isFault({ reply }: Answer): boolean {
  return reply.kind === 'notice' && ['fault', 'search down'].includes(reply.notice.code);
}
