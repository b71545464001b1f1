import type { Corpus } from '../debate/corpus.ts';
import type { Notice, Reply } from '../debate/reply.ts';
import type { Speaker } from '../debate/speaker.ts';
import type { Options } from '../request.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { Arguments } from './arguments.ts';

/** What every command may know. */
export interface Knowledge {
  readonly corpus: Corpus;
  readonly speakers: readonly Speaker[];
  readonly retriever: Retriever;
  /** The date where the debate is read, as `2026-11-22`. */
  readonly today: () => string;
}

/** One thing people can ask. */
export interface Command {
  /** Gives the words that follow no option to the options they stand for. */
  readonly read: (typed: Arguments, knowledge: Knowledge) => Options;
  readonly answer: (options: Options, knowledge: Knowledge) => Reply;
}

/** A notice as a reply. */
export function notice(told: Notice): Reply {
  return { kind: 'notice', notice: told };
}
