import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Monitor } from './monitor.ts';
import type { Counters } from './work.ts';

type Labels = Readonly<Record<string, string | number>>;
type Sample = readonly [value: number, labels?: Labels];

/** One family of figures, read when they are asked for. */
interface Family {
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** The names of its labels. */
  readonly by?: readonly string[];
  readonly samples: (monitor: Monitor) => readonly Sample[];
}

/** Faults that are told as 0 before the first: a rate needs to see it begin. */
const CODES = ['configuration', 'corpus', 'internal', 'misquotation', 'platform', 'store', 'usage'];
/** The same of daily quotations. */
const DAILY = ['sent', 'missed', 'failed', 'uncertain'];

/** Everything that is told beside the times of answers and the process itself; docs/grafana.json shows it. */
const FAMILIES: Readonly<Record<string, Family>> = {
  debat_info: {
    type: 'gauge',
    help: 'Always 1; the version of the program and the state of the corpus.',
    by: ['version', 'corpus'],
    samples: ({ version, corpus }) => [[1, { version, corpus: corpus?.hash ?? '' }]],
  },
  debat_healthy: {
    type: 'gauge',
    help: 'Whether /health answers 200.',
    samples: ({ status }) => [[status === 'ok' ? 1 : 0]],
  },
  debat_corpus_passages: {
    type: 'gauge',
    help: 'Passages of the corpus that is answered from; 0 until it is read.',
    samples: ({ corpus }) => [[corpus?.passages ?? 0]],
  },
  debat_corpus_read_timestamp_seconds: {
    type: 'gauge',
    help: 'When the corpus was last read, in seconds since 1970; 0 until it is.',
    samples: ({ corpus }) => [[(corpus?.readAtMs ?? 0) / 1000]],
  },
  debat_platform_ready: {
    type: 'gauge',
    help: 'Whether a configured platform is connected.',
    by: ['platform'],
    samples: ({ platforms }) =>
      platforms.map(({ platform, isReady }) => [isReady ? 1 : 0, { platform }]),
  },
  debat_platform_events_total: {
    type: 'counter',
    help: 'What happened on a platform, as /health counts it.',
    by: ['platform', 'event'],
    samples: ({ platforms }) =>
      platforms.flatMap((each) => {
        return countedAs('event', each.counts(), { platform: each.platform });
      }),
  },
  debat_requests_total: {
    type: 'counter',
    help: 'Questions by platform and command, whatever button or message asked them.',
    by: ['platform', 'command'],
    samples: ({ requests }) => nested(requests, 'platform', 'command'),
  },
  debat_gate_refusals_total: {
    type: 'counter',
    help: 'Messages that the outgoing gate kept from leaving.',
    samples: ({ gateRefusals }) => [[gateRefusals]],
  },
  debat_faults_total: {
    type: 'counter',
    help: 'Faults that the log has, by code.',
    by: ['code'],
    samples: ({ faults }) => countedAs('code', { ...zeroes(CODES), ...faults.snapshot() }),
  },
  debat_store_up: {
    type: 'gauge',
    help: 'Whether the store answers and takes what is to be kept.',
    by: ['engine'],
    samples: ({ store }) => {
      const told = store?.();
      return told === undefined ? [] : [[told.isUp ? 1 : 0, { engine: told.engine }]];
    },
  },
  debat_daily_quotations_total: {
    type: 'counter',
    help: 'Daily quotations of this process, by what became of them.',
    by: ['outcome'],
    samples: ({ daily }) => countedAs('outcome', { ...zeroes(DAILY), ...daily?.() }),
  },
  debat_model_calls_total: {
    type: 'counter',
    help: 'What a model was asked for, and what came of it.',
    by: ['use', 'outcome'],
    samples: ({ modelCalls }) => nested(modelCalls, 'use', 'outcome'),
  },
  debat_model_tokens_total: {
    type: 'counter',
    help: 'Tokens that choices of theses took.',
    samples: ({ modelTokens }) => [[modelTokens]],
  },
};

/** All figures, of the process too; `metrics()` writes them as Prometheus reads them. */
export function metricsOf(monitor: Monitor): Registry {
  const registry = new Registry();
  for (const [name, { type, help, by = [], samples }] of Object.entries(FAMILIES)) {
    const parts = { name, help, labelNames: by, registers: [registry] };
    if (type === 'gauge') new Gauge({ ...parts, collect: set });
    else new Counter({ ...parts, collect: count });
    function set(this: Gauge) {
      this.reset();
      for (const [value, labels = {}] of samples(monitor)) this.set(labels, value);
    }
    function count(this: Counter) {
      this.reset();
      for (const [value, labels = {}] of samples(monitor)) this.inc(labels, value);
    }
  }
  registry.registerMetric(monitor.answerSeconds);
  collectDefaultMetrics({ register: registry });
  return registry;
}

function zeroes(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, 0]));
}

function countedAs(
  label: string,
  counts: Readonly<Record<string, number>>,
  others: Labels = {},
): Sample[] {
  return Object.entries(counts).map(([name, count]) => [count, { ...others, [label]: name }]);
}

function nested(all: ReadonlyMap<string, Counters>, outer: string, inner: string): Sample[] {
  return [...all].flatMap(([name, counters]) =>
    countedAs(inner, counters.snapshot(), { [outer]: name }),
  );
}
