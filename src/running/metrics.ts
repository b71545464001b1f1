import { ANSWER_BOUNDS, type Monitor } from './monitor.ts';
import type { Counters } from './work.ts';

// The text format of Prometheus is a few lines of code, and all that is told is counted already:
// docs/decisions/0018-watching.md says why no library does it.
// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string | number>>;
type Sample = readonly [value: number, labels?: Labels, ending?: string];

/** One family of figures. */
interface Family {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: (monitor: Monitor) => readonly Sample[];
}

/** Faults that are told as 0 before the first: a rate needs to see it begin. */
const CODES = ['configuration', 'corpus', 'internal', 'misquotation', 'platform', 'store', 'usage'];
/** The same of daily quotations. */
const DAILY = ['sent', 'missed'];

/** Everything that is told; docs/grafana.json shows it. */
const FAMILIES: Readonly<Record<string, Family>> = {
  debat_info: {
    type: 'gauge',
    help: 'Always 1; the version of the program and the state of the corpus.',
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
    samples: ({ platforms }) =>
      platforms.map(({ platform, isReady }) => [isReady ? 1 : 0, { platform }]),
  },
  debat_platform_events_total: {
    type: 'counter',
    help: 'What happened on a platform, as /health counts it.',
    samples: ({ platforms }) =>
      platforms.flatMap((each) => {
        return countedAs('event', each.counts(), { platform: each.platform });
      }),
  },
  debat_requests_total: {
    type: 'counter',
    help: 'Questions by platform and command, whatever button or message asked them.',
    samples: ({ requests }) => nested(requests, 'platform', 'command'),
  },
  debat_answer_seconds: {
    type: 'histogram',
    help: 'From the request to the first answer that the person sees.',
    samples: histogramOf,
  },
  debat_gate_refusals_total: {
    type: 'counter',
    help: 'Messages that the outgoing gate kept from leaving.',
    samples: ({ gateRefusals }) => [[gateRefusals]],
  },
  debat_faults_total: {
    type: 'counter',
    help: 'Faults that the log has, by code.',
    samples: ({ faults }) => countedAs('code', { ...zeroes(CODES), ...faults.snapshot() }),
  },
  debat_store_up: {
    type: 'gauge',
    help: 'Whether the store answers and takes what is to be kept.',
    samples: ({ store }) => {
      const told = store?.();
      return told === undefined ? [] : [[told.isUp ? 1 : 0, { engine: told.engine }]];
    },
  },
  debat_daily_quotations_total: {
    type: 'counter',
    help: 'Daily quotations of this process, by what became of them.',
    samples: ({ daily }) => countedAs('outcome', { ...zeroes(DAILY), ...daily?.() }),
  },
  debat_model_calls_total: {
    type: 'counter',
    help: 'What a model was asked for, and what came of it.',
    samples: ({ modelCalls }) => nested(modelCalls, 'use', 'outcome'),
  },
  debat_model_tokens_total: {
    type: 'counter',
    help: 'Tokens that choices of theses took.',
    samples: ({ modelTokens }) => [[modelTokens]],
  },
  process_start_time_seconds: {
    type: 'gauge',
    help: 'When the process began to serve, in seconds since 1970.',
    samples: ({ startedAtMs }) => [[startedAtMs / 1000]],
  },
  process_resident_memory_bytes: {
    type: 'gauge',
    help: 'Memory of the process.',
    samples: () => [[process.memoryUsage.rss()]],
  },
};

/** All figures in the text format of Prometheus. */
export function metricsOf(monitor: Monitor): string {
  const families = Object.entries(FAMILIES).map(([name, { type, help, samples }]) => {
    const lines = samples(monitor).map(
      ([value, labels = {}, ending = '']) => `${name}${ending}${written(labels)} ${value}`,
    );
    return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
  });
  return families.join('');
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${escaped(String(value))}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/\\/gu, '\\\\').replace(/"/gu, '\\"').replace(/\n/gu, '\\n');
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

function histogramOf({ durations }: Monitor): Sample[] {
  return [...durations].flatMap(([platform, { within, count, seconds }]) => {
    const buckets = ANSWER_BOUNDS.map((le, at): Sample => {
      return [within[at] ?? 0, { platform, le }, '_bucket'];
    });
    return [
      ...buckets,
      [count, { platform, le: '+Inf' }, '_bucket'],
      [seconds, { platform }, '_sum'],
      [count, { platform }, '_count'],
    ];
  });
}
