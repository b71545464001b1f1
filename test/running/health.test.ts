import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MisquotationError } from '../../src/debate/gate.ts';
import { BotError } from '../../src/errors.ts';
import { close, openPort, portOf, tellingOf } from '../../src/running/health.ts';
import { Monitor } from '../../src/running/monitor.ts';
import { recording } from '../fixtures/bots.ts';

const START = Date.parse('2026-11-23T08:00:00Z');
const slack = { platform: 'slack', isReady: true, counts: () => ({ 'received: command': 2 }) };
const discord = { platform: 'discord', isReady: false, counts: () => ({}) };
const store = { engine: 'sqlite', isUp: false, state: 'read-only' } as const;
const corpus = { hash: 'abc', passages: [1, 2, 3] };

function monitorOf(...platforms: readonly string[]) {
  let nowMs = START;
  const monitor = new Monitor({ version: '1.2.3', platforms, now: () => nowMs });
  return { monitor, pass: (ms: number) => (nowMs += ms) };
}

async function withHealth(
  monitor: Monitor,
  ask: (url: string, port: number) => Promise<void>,
): Promise<void> {
  const server = await openPort(0, '127.0.0.1', tellingOf(monitor));
  try {
    await ask(`http://127.0.0.1:${portOf(server)}`, portOf(server));
  } finally {
    await close(server);
  }
}

async function healthOf(url: string) {
  const answer = await fetch(`${url}/health`);
  return [answer.status, await answer.json()] as const;
}

describe('the health endpoint', () => {
  test('O6: tells from the first moment on what is known yet, each platform that is configured included', () => {
    const { monitor, pass } = monitorOf('slack', 'discord');
    return withHealth(monitor, async (url) => {
      const away = { isReady: false, counts: {} };
      const first = { version: '1.2.3', corpus: null, lastFault: null, store: null };
      const unknown = { status: 'starting', ...first, slack: away, discord: away };
      expect(await healthOf(url)).toEqual([503, unknown]);
      monitor.store = () => store;
      monitor.corpusRead(corpus);
      monitor.watch(slack);
      pass(90_000);
      const read = { hash: 'abc', passages: 3, readAt: '2026-11-23T08:00:00.000Z', ageSeconds: 90 };
      expect(await healthOf(url)).toEqual([
        503,
        {
          ...{ status: 'not connected', version: '1.2.3', corpus: read, lastFault: null, store },
          slack: { isReady: true, counts: { 'received: command': 2 } },
          discord: away,
        },
      ]);
      monitor.watch({ ...discord, isReady: true });
      const after = await fetch(`${url}/health?full=1`);
      expect(after.status).toBe(200);
      expect(await after.json()).toMatchObject({ status: 'ok', discord: { isReady: true } });
    });
  });

  test('says of the last fault its code and its time, and nothing else', () => {
    const { monitor, pass } = monitorOf('slack');
    const log = monitor.watching(recording().log);
    pass(1_000);
    log.warn({ fault: new BotError('store', 'redis://:secret@host') }, 'a store');
    log.info({ fault: new Error('is told to nobody') }, 'an information');
    return withHealth(monitor, async (url) => {
      const [, told] = await healthOf(url);
      const lastFault = { code: 'store', at: '2026-11-23T08:00:01.000Z' };
      expect(told).toMatchObject({ lastFault });
      expect(JSON.stringify(told)).not.toMatch(/secret|a store/u);
    });
  });

  test('has nothing else to say', () =>
    withHealth(monitorOf().monitor, async (url) => {
      expect((await fetch(url)).status).toBe(404);
      expect((await fetch(`${url}/health`, { method: 'POST' })).status).toBe(404);
    }));

  test('tells the operator when its port is taken', () => {
    const { monitor } = monitorOf();
    return withHealth(monitor, async (_, port) => {
      await expect(openPort(port, '127.0.0.1', tellingOf(monitor))).rejects.toMatchObject({
        code: 'configuration',
        message: `cannot listen on port ${port} (EADDRINUSE): set PORT to a free one`,
      });
    });
  });
});

/** A monitor that has seen one thing of each kind. */
function busy() {
  const { monitor } = monitorOf('slack', 'discord');
  const log = monitor.watching(recording().log);
  monitor.corpusRead(corpus);
  monitor.watch({ ...slack, counts: () => ({ 'refused: "\\\n': 1 }) });
  monitor.store = () => store;
  monitor.web = () => ({ page: 3, 'door: /api/debat': 2, 'refused: rate': 1 });
  monitor.daily = () => ({ sent: 4, 'not posted': 1 });
  for (const command of ['debat', 'debat', 'citation']) monitor.asked('slack', command);
  for (const ms of [10, 100, 2_000, 90_000]) monitor.answered('slack', ms);
  monitor.modelAsked('choice', 'chosen', 500);
  monitor.modelAsked('choice', 'late', 0);
  monitor.contested('mauvais auteur', 2);
  log.error({ fault: new MisquotationError([]) }, 'a request was not answered');
  log.error({ code: 4004 }, 'Discord hung up for good');
  return monitor;
}

/** The samples of a family, as a person would write them. */
async function told(monitor: Monitor, name: string) {
  const { values = [] } = (await monitor.figures.registry.getSingleMetric(name)?.get()) ?? {};
  return values.map(({ labels, value }) => [...Object.values(labels), value].join(' '));
}

describe('the metrics', () => {
  test('are what Prometheus reads, whatever a name holds', async () => {
    await withHealth(busy(), async (url) => {
      const answer = await fetch(`${url}/metrics`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        'text/plain; version=0.0.4; charset=utf-8',
      ]);
      const text = await answer.text();
      expect(text).toContain('# TYPE debat_requests_total counter\n');
      expect(text).toContain('{platform="slack",event="refused: \\"\\\\\\n"} 1\n');
    });
  });

  test.each([
    ['debat_info', ['1.2.3 abc 1']],
    ['debat_healthy', ['0']],
    ['debat_corpus_passages', ['3']],
    ['debat_platform_ready', ['slack 1', 'discord 0']],
    ['debat_requests_total', ['slack debat 2', 'slack citation 1']],
    ['debat_gate_refusals_total', ['1']],
    ['debat_web_events_total', ['page 3', 'door: /api/debat 2', 'refused: rate 1']],
    ['debat_store_up', ['sqlite 0']],
    ['debat_store_state', ['sqlite up 0', 'sqlite read-only 1', 'sqlite down 0']],
    [
      'debat_contested_quotations_total',
      ['citation inexacte 0', 'mauvais auteur 2', 'hors sujet 0', 'résumé infidèle 0', 'autre 0'],
    ],
    [
      'debat_daily_quotations_total',
      ['sent 4', 'missed 0', 'failed 0', 'uncertain 0', 'not posted 1'],
    ],
    ['debat_model_calls_total', ['choice chosen 1', 'choice late 1']],
    ['debat_model_tokens_total', ['500']],
  ])('tell of %s %j', async (name, samples) => {
    expect(await told(busy(), name)).toEqual(samples);
  });

  test('tell faults by code, from 0 on', async () => {
    const faults = await told(busy(), 'debat_faults_total');
    expect(faults).toContain('misquotation 1');
    expect(faults).toContain('platform 1');
    expect(faults).toContain('store 0');
    expect(faults).toContain('search 0');
  });

  test('tell how long answers took', async () => {
    const durations = await told(busy(), 'debat_answer_seconds');
    expect(durations).toContain('0.05 slack 1');
    expect(durations).toContain('3 slack 3');
    expect(durations).toContain('60 slack 3');
    expect(durations).toContain('+Inf slack 4');
  });
});

test('the example dashboard shows metrics that there are, and all of them but the process’s own', () => {
  const path = join(import.meta.dirname, '../../docs/grafana.json');
  const dashboard = readFileSync(path, 'utf8');
  const known = busy()
    .figures.registry.getMetricsAsArray()
    .map(({ name }) => name);
  const named = [...dashboard.matchAll(/\b(?:debat|process)_[a-z_]+/gu)].map(([name]) => {
    return name.replace(/_bucket$/u, '');
  });
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => name.startsWith('debat_') && !named.includes(name))).toEqual([]);
  const { panels } = JSON.parse(dashboard) as { panels: { title: string; targets: unknown[] }[] };
  expect(panels.every(({ title, targets }) => title !== '' && targets.length > 0)).toBe(true);
});
