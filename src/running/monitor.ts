import { Histogram } from 'prom-client';
import { MisquotationError } from '../debate/gate.ts';
import type { Log, Meter } from '../ports.ts';
import { codeOf } from './log.ts';
import { Counters } from './work.ts';

/** A platform, as far as whoever runs the bot watches it. */
export interface Monitored {
  readonly platform: string;
  /** Whether it is connected, so that questions can be answered. */
  readonly isReady: boolean;
  /** How often things happened since the start. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** What is told of a store; it may tell more of itself. */
export interface WatchedStore {
  readonly engine: string;
  readonly isUp: boolean;
}

/** The corpus that is answered from. */
export interface WatchedCorpus {
  readonly hash: string;
  readonly passages: readonly unknown[];
}

interface MonitorParts {
  readonly version: string;
  /** Those that are configured, connected or not. */
  readonly platforms: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Seconds: half of Slack's and Discord's patience of three, and what a model or a retry may take beyond it. */
const ANSWER_BOUNDS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 5, 10, 30, 60];

/** What is known of the process, from its first moment on: as much as there is to know yet. */
export class Monitor implements Meter {
  readonly version: string;
  readonly now: () => number;
  store: (() => WatchedStore) | null = null;
  /** How often daily quotations came to what end. */
  daily: (() => Readonly<Record<string, number>>) | null = null;
  lastFault: { readonly code: string; readonly atMs: number } | null = null;
  /** By code. */
  readonly faults = new Counters();
  gateRefusals = 0;
  /** By platform and command. */
  readonly requests = new Map<string, Counters>();
  readonly answerSeconds = new Histogram({
    name: 'debat_answer_seconds',
    help: 'From the request to the first answer that the person sees.',
    labelNames: ['platform'],
    buckets: ANSWER_BOUNDS_SECONDS,
    registers: [],
  });
  /** By what a model was asked for, and what came of it. */
  readonly modelCalls = new Map<string, Counters>();
  modelTokens = 0;
  #corpus: { readonly live: WatchedCorpus; readonly readAtMs: number } | null = null;
  readonly #platforms: Map<string, Monitored | null>;

  constructor({ version, platforms, now }: MonitorParts) {
    this.version = version;
    this.now = now;
    this.#platforms = new Map(platforms.map((name) => [name, null]));
  }

  watch(platform: Monitored): void {
    this.#platforms.set(platform.platform, platform);
  }

  /** Takes note that the corpus was read now, the first time or again; what it holds is asked whenever it is told. */
  corpusRead(live: WatchedCorpus): void {
    this.#corpus = { live, readAtMs: this.now() };
  }

  /** Null until it is read. */
  get corpus() {
    if (this.#corpus === null) return null;
    const { live, readAtMs } = this.#corpus;
    return { hash: live.hash, passages: live.passages.length, readAtMs };
  }

  /** Every platform that is configured, connected or not. */
  get platforms(): readonly Monitored[] {
    return [...this.#platforms].map(
      ([platform, watched]) => watched ?? { platform, isReady: false, counts: () => ({}) },
    );
  }

  /** Whether every platform can be answered; else why not. */
  get status(): 'ok' | 'starting' | 'no platform' | 'not connected' {
    if (this.#corpus === null) return 'starting';
    const { platforms } = this;
    if (platforms.length === 0) return 'no platform';
    return platforms.every(({ isReady }) => isReady) ? 'ok' : 'not connected';
  }

  asked(platform: string, command: string): void {
    countersOf(this.requests, platform).count(command);
  }

  answered(platform: string, ms: number): void {
    this.answerSeconds.observe({ platform }, ms / 1000);
  }

  modelAsked(use: string, outcome: string, tokens: number): void {
    countersOf(this.modelCalls, use).count(outcome);
    this.modelTokens += tokens;
  }

  /** The same log, whose faults are counted. */
  watching(log: Log): Log {
    const { info } = log;
    const told = (level: 'warn' | 'error') => (fields: object, event: string) => {
      const code = codeIn(level, fields);
      if (code !== null) this.#noteFault(code);
      if ('fault' in fields && fields.fault instanceof MisquotationError) this.gateRefusals += 1;
      log[level](fields, event);
    };
    return { info: info.bind(log), warn: told('warn'), error: told('error') };
  }

  #noteFault(code: string): void {
    this.faults.count(code);
    this.lastFault = { code, atMs: this.now() };
  }
}

/** The code of the fault that a line tells of; null where it tells of none. A platform has codes of its own. */
function codeIn(level: 'warn' | 'error', fields: object): string | null {
  if ('fault' in fields && fields.fault instanceof Error) return codeOf(fields.fault);
  if (level === 'warn') return null;
  return 'code' in fields ? 'platform' : 'unnamed';
}

function countersOf(all: Map<string, Counters>, name: string): Counters {
  const counters = all.get(name) ?? new Counters();
  all.set(name, counters);
  return counters;
}
