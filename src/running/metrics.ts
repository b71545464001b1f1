import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { VERDICTS } from '../ports.ts';

type Labels = Readonly<Record<string, string | number>>;
type Sample = readonly [value: number, labels?: Labels];

/** A platform, as far as whoever runs the bot watches it. */
export interface Monitored {
  readonly platform: string;
  /** Whether it is connected, so that questions can be answered. */
  readonly isReady: boolean;
  /** How often things happened since the start. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/** What is told of a store; it may tell more of itself. */
interface WatchedStore {
  readonly engine: string;
  readonly isUp: boolean;
  readonly state: 'up' | 'read-only' | 'down';
}

/** What is known of the process; null is what is not known yet. */
export interface Known {
  readonly version: string;
  readonly status: string;
  readonly corpus: { readonly hash: string; passages: number; readAtMs: number } | null;
  readonly platforms: readonly Monitored[];
  /** How often pages and doors were asked for what; null where none are shown. */
  readonly web: (() => Readonly<Record<string, number>>) | null;
  readonly store: (() => WatchedStore) | null;
  /** How often daily quotations came to what end. */
  readonly daily: (() => Readonly<Record<string, number>>) | null;
}

/** One family of figures, read when they are asked for. */
interface Family {
  readonly type: typeof Counter | typeof Gauge;
  readonly help: string;
  /** The names of its labels. */
  readonly by?: readonly string[];
  readonly samples: (known: Known) => readonly Sample[];
}

/** Seconds: half of Slack's and Discord's patience of three, and what a model or a retry may take beyond it. */
const ANSWER_BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 5, 10, 30, 60];
/** What is told as 0 before the first: a rate needs to see it begin. */
const CODES = [
  ...['configuration', 'corpus', 'internal', 'misquotation', 'platform', 'search', 'store'],
  'usage',
];
const ENDS = { sent: 0, missed: 0, failed: 0, uncertain: 0 };
const STATES: readonly WatchedStore['state'][] = ['up', 'read-only', 'down'];

/** What happens, counted as it does. */
export class Figures {
  /** Of all figures, those of the process too; its `metrics()` writes them as Prometheus reads them. */
  readonly registry = new Registry();
  readonly requests = this.#counter(
    'requests',
    'Questions by platform and command, whatever button or message asked them.',
    ['platform', 'command'],
  );
  readonly answerSeconds = new Histogram({
    name: 'debat_answer_seconds',
    help: 'From the request to the first answer that the person sees.',
    labelNames: ['platform'],
    buckets: ANSWER_BOUNDS,
    registers: [this.registry],
  });
  readonly gateRefusals = this.#counter(
    'gate_refusals',
    'Messages that the outgoing gate kept from leaving.',
  );
  readonly faults = this.#counter('faults', 'Faults that the log has, by code.', ['code'], CODES);
  readonly contested = this.#counter(
    'contested_quotations',
    'Quotations that people contested, by their reason.',
    ['reason'],
    VERDICTS.filter((verdict) => verdict !== 'utile'),
  );
  readonly modelCalls = this.#counter(
    'model_calls',
    'What a model was asked for, and what came of it.',
    ['use', 'outcome'],
  );
  readonly modelTokens = this.#counter('model_tokens', 'Tokens that choices of theses took.');

  constructor(known: Known) {
    for (const [name, { type: Kind, help, by = [], samples }] of Object.entries(READ)) {
      const registers = [this.registry];
      new Kind({ name, help, labelNames: by, registers, collect: read });
      function read(this: Counter | Gauge) {
        this.reset();
        for (const [value, labels = {}] of samples(known)) this.inc(labels, value);
      }
    }
    collectDefaultMetrics({ register: this.registry });
  }

  /** `values` of its label are told as 0 before the first. */
  #counter(name: string, help: string, by: readonly string[] = [], values: readonly string[] = []) {
    const registers = [this.registry];
    const counter = new Counter({ name: `debat_${name}_total`, help, labelNames: by, registers });
    for (const value of values) counter.inc({ [by[0] ?? '']: value }, 0);
    return counter;
  }
}

/** What is known already; docs/grafana.json shows this and the rest. */
const READ: Readonly<Record<string, Family>> = {
  debat_info: {
    type: Gauge,
    help: 'Always 1; the version of the program and the state of the corpus.',
    by: ['version', 'corpus'],
    samples: ({ version, corpus }) => [[1, { version, corpus: corpus?.hash ?? '' }]],
  },
  debat_healthy: {
    type: Gauge,
    help: 'Whether /health answers 200.',
    samples: ({ status }) => [[status === 'ok' ? 1 : 0]],
  },
  debat_corpus_passages: {
    type: Gauge,
    help: 'Passages of the corpus that is answered from; 0 until it is read.',
    samples: ({ corpus }) => [[corpus?.passages ?? 0]],
  },
  debat_corpus_read_timestamp_seconds: {
    type: Gauge,
    help: 'When the corpus was last read, in seconds since 1970; 0 until it is.',
    samples: ({ corpus }) => [[(corpus?.readAtMs ?? 0) / 1000]],
  },
  debat_platform_ready: {
    type: Gauge,
    help: 'Whether a configured platform is connected.',
    by: ['platform'],
    samples: ({ platforms }) =>
      platforms.map(({ platform, isReady }) => [isReady ? 1 : 0, { platform }]),
  },
  debat_platform_events_total: {
    type: Counter,
    help: 'What happened on a platform, as /health counts it.',
    by: ['platform', 'event'],
    samples: ({ platforms }) =>
      platforms.flatMap((each) => counted('event', each.counts(), { platform: each.platform })),
  },
  debat_web_events_total: {
    type: Counter,
    help: 'What browsers and other programs asked of pages and doors, and what was refused, as /health counts it.',
    by: ['event'],
    samples: ({ web }) => counted('event', web?.() ?? {}),
  },
  debat_store_up: {
    type: Gauge,
    help: 'Whether the store answers and takes what is to be kept.',
    by: ['engine'],
    samples: ({ store }) => storeSamples(store, ({ isUp }) => [[isUp ? 1 : 0]]),
  },
  debat_store_state: {
    type: Gauge,
    help: 'Which state the store is in, as /health calls it: 1 for that one, 0 for the others.',
    by: ['engine', 'state'],
    samples: ({ store }) =>
      storeSamples(store, (told) =>
        STATES.map((state) => [told.state === state ? 1 : 0, { state }]),
      ),
  },
  debat_daily_quotations_total: {
    type: Counter,
    help: 'Daily quotations of this process, by what became of them.',
    by: ['outcome'],
    samples: ({ daily }) => counted('outcome', { ...ENDS, ...daily?.() }),
  },
};

/** None where nothing is kept. */
function storeSamples(store: Known['store'], of: (told: WatchedStore) => readonly Sample[]) {
  const told = store?.();
  if (told === undefined) return [];
  return of(told).map(([value, labels]): Sample => [value, { engine: told.engine, ...labels }]);
}

function counted(name: string, counts: Readonly<Record<string, number>>, others: Labels = {}) {
  const samples = Object.entries(counts);
  return samples.map(([each, count]): Sample => [count, { ...others, [name]: each }]);
}
