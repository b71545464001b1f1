import { MisquotationError } from '../debate/gate.ts';
import type { Log, Meter, Verdict } from '../ports.ts';
import { codeOf } from './log.ts';
import { Figures, type Known, type Monitored } from './metrics.ts';

/** The corpus that is answered from. */
export interface WatchedCorpus {
  readonly hash: string;
  readonly passages: { readonly length: number };
}

interface MonitorParts {
  readonly version: string;
  /** Those that are configured, connected or not. */
  readonly platforms: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is known of the process, from its first moment on: as much as there is to know yet. */
export class Monitor implements Meter, Known {
  readonly version: string;
  readonly now: () => number;
  store: Known['store'] = null;
  daily: Known['daily'] = null;
  /** Where it is known, pages or doors are shown, which need no platform. */
  web: Known['web'] = null;
  lastFault: { readonly code: string; readonly atMs: number } | null = null;
  /** Written at `/metrics`. */
  readonly figures: Figures;
  #corpus: { readonly live: WatchedCorpus; readonly readAtMs: number } | null = null;
  readonly #platforms: Map<string, Monitored | null>;

  constructor({ version, platforms, now }: MonitorParts) {
    this.version = version;
    this.now = now;
    this.#platforms = new Map(platforms.map((name) => [name, null]));
    this.figures = new Figures(this);
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
    if (platforms.length === 0) return this.web !== null ? 'ok' : 'no platform';
    return platforms.every(({ isReady }) => isReady) ? 'ok' : 'not connected';
  }

  asked(platform: string, command: string): void {
    this.figures.requests.inc({ platform, command });
  }

  answered(platform: string, ms: number): void {
    this.figures.answerSeconds.observe({ platform }, ms / 1000);
  }

  modelAsked(use: string, outcome: string, tokens: number): void {
    this.figures.modelCalls.inc({ use, outcome });
    this.figures.modelTokens.inc(tokens);
  }

  readonly contested = (reason: Verdict, quotations: number): void => {
    this.figures.contested.inc({ reason }, quotations);
  };

  /** The same log, whose faults are counted. */
  watching(log: Log): Log {
    const { info } = log;
    const told = (level: 'warn' | 'error') => (fields: object, event: string) => {
      const code = codeIn(level, fields);
      if (code !== null) {
        this.figures.faults.inc({ code });
        this.lastFault = { code, atMs: this.now() };
      }
      if ('fault' in fields && fields.fault instanceof MisquotationError)
        this.figures.gateRefusals.inc();
      log[level](fields, event);
    };
    return { info: info.bind(log), warn: told('warn'), error: told('error') };
  }
}

/** The code of the fault that a line tells of; null where it tells of none. A platform has codes of its own. */
function codeIn(level: 'warn' | 'error', fields: object): string | null {
  if ('fault' in fields && fields.fault instanceof Error) return codeOf(fields.fault);
  if (level === 'warn') return null;
  return 'code' in fields ? 'platform' : 'unnamed';
}
