import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Corpus } from '../../debate/corpus.ts';
import type { Cleared, Gate } from '../../debate/gate.ts';
import { messages } from '../../messages.ts';
import type { ReportFault } from '../../errors.ts';
import type { Answer, Dispatch } from '../../request.ts';
import type { Rendering } from '../adapter.ts';
import { cleared } from '../outgoing.ts';
import { createCompleter } from './completion.ts';
import { nextPageOf, readLine } from './events.ts';
import { readJson, renderJson } from './json.ts';
import { NARROWEST_LINE, WIDEST_LINE } from './limits.ts';
import { read, render } from './render.ts';

/** A stream that may be a terminal. */
export type Screen = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What the terminal needs of the rest of the program. */
export interface ConsoleParts {
  readonly dispatch: Dispatch;
  readonly gate: Gate;
  readonly corpus: Corpus;
  readonly reportFault: ReportFault;
  readonly output: Screen;
  /** Where the notice for an unknown command goes as well. */
  readonly errors: Screen;
  /** Print documents for programs instead of text for people. */
  readonly json: boolean;
}

/** The terminal: one question, a list of them on standard input, or a conversation. */
export class Console {
  readonly #parts: ConsoleParts;

  constructor(parts: ConsoleParts) {
    this.#parts = parts;
  }

  /** Answers one line; resolves to whether it was a command the bot knows. */
  async ask(line: string): Promise<boolean> {
    const typed = readLine(line);
    if (typed.kind !== 'request') return false;
    const answer = await this.#parts.dispatch(typed.request);
    const outgoing = this.#cleared(answer);
    if (answer.asked !== null || isFault(answer)) {
      this.#print(outgoing, this.#parts.output);
      return true;
    }
    // A command nobody knows is a fault of usage: programs find its text where they look for faults.
    if (this.#parts.json) this.#print(outgoing, this.#parts.output);
    this.#print(outgoing, this.#parts.errors);
    return false;
  }

  /** Answers one line after another until the input ends. */
  async askAll(input: Readable): Promise<void> {
    const { json } = this.#parts;
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (readLine(line).kind !== 'request') continue;
      await this.ask(line);
      if (!json) this.#write('');
    }
  }

  /** Talks with a person until they leave. */
  async converse(input: Readable): Promise<void> {
    const { corpus, output } = this.#parts;
    const completer = createCompleter(corpus);
    const lines = createInterface({ input, output, completer, prompt: 'debat> ' });
    this.#write(messages.welcome(corpus.sources.length, corpus.passages.length));
    this.#write(messages.welcomeHint());
    lines.prompt();
    let last = '';
    for await (const line of lines) {
      const { kind } = readLine(line);
      if (kind === 'quit') break;
      if (kind === 'request') last = line;
      if (kind === 'next page' && last !== '') last = nextPageOf(last);
      if (kind !== 'nothing' && last !== '') await this.ask(last);
      lines.prompt();
    }
    lines.close();
  }

  #cleared(answer: Answer): Cleared<string> {
    const { gate, reportFault } = this.#parts;
    return cleared(answer, this.#rendering(), gate, reportFault);
  }

  #rendering(): Rendering<string> {
    const { corpus, json, output } = this.#parts;
    if (json) return { render: (answer) => renderJson(answer, corpus), read: readJson };
    const isTerminal = output.isTTY === true;
    const fitting = Math.min(Math.max(output.columns ?? WIDEST_LINE, NARROWEST_LINE), WIDEST_LINE);
    const layout = { columns: isTerminal ? fitting : Infinity, coloured: isTerminal };
    return { render: (answer) => render(answer, layout), read };
  }

  #print({ payload }: Cleared<string>, screen: Screen): void {
    screen.write(`${payload}\n`);
  }

  /** For our own words that quote nothing. */
  #write(text: string): void {
    this.#parts.output.write(`${text}\n`);
  }
}

function isFault({ reply }: Answer): boolean {
  return reply.kind === 'notice' && reply.notice.code === 'fault';
}
