import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { HEALTH_PATH } from '../src/running/health.ts';

// No engine runs where the tests do: what can be held is that nothing is named that is not there.
const ROOT = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

const COMPOSE = v.object({
  services: v.object({
    bot: v.object({
      env_file: v.array(v.object({ path: v.string(), required: v.boolean() })),
      environment: v.record(v.string(), v.string()),
      volumes: v.array(
        v.object({
          type: v.string(),
          source: v.string(),
          target: v.string(),
          read_only: v.boolean(),
        }),
      ),
      ports: v.optional(v.array(v.string())),
    }),
    balancer: v.object({
      configs: v.array(v.object({ source: v.string(), target: v.string() })),
      ports: v.array(v.string()),
    }),
  }),
  configs: v.record(v.string(), v.object({ content: v.string() })),
});
const LOCK = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      hasInstallScript: v.optional(v.boolean()),
      dev: v.optional(v.boolean()),
    }),
  ),
});
const { services, configs } = v.parse(COMPOSE, parse(read('compose.yaml')));
const { bot, balancer } = services;
const dockerfile = read('Dockerfile');

describe('two processes by compose', () => {
  test('O11: start without settings, from a fresh clone', () => {
    expect(bot.env_file).toEqual([{ path: '.env', required: false }]);
  });

  test('read the debate where it lies, else the one that comes with the bot', () => {
    const [debate] = bot.volumes;
    const [, name, otherwise = ''] = /^\$\{(\w+):-(.+)\}$/u.exec(debate?.source ?? '') ?? [];
    expect(name).toBe('CORPUS_DIR');
    expect(existsSync(join(ROOT, otherwise))).toBe(true);
    const workdir = /^WORKDIR (.+)$/mu.exec(dockerfile)?.[1] ?? '';
    expect(join(workdir, bot.environment['CORPUS_DIR'] ?? '')).toBe(debate?.target);
    expect(debate?.read_only).toBe(true);
  });
});

describe('the balancer', () => {
  test('passes on Slack’s paths and the health, and nothing else of a process', () => {
    expect(bot.ports).toBeUndefined();
    expect(balancer.ports).toEqual(['8080:8080']);
    const [{ source, target } = expect.fail(), ...others] = balancer.configs;
    expect([target, others]).toEqual(['/etc/caddy/Caddyfile', []]);
    // Blocks of `handle` exclude each other; any other directive stands in an order of Caddy’s own.
    const passing =
      /^ {2}@public path (.+)\n {2}handle @public \{\n {4}reverse_proxy bot:3000\n {2}\}$/mu;
    const otherwise = /\n {2}handle \{\n {4}respond 404\n {2}\}\n\}\n$/u;
    const { content } = configs[source] ?? expect.fail();
    expect(passing.exec(content)?.[1]?.split(' ')).toEqual(['/slack/*', HEALTH_PATH]);
    expect(content).toMatch(otherwise);
    expect(content.match(/reverse_proxy/gu)).toHaveLength(1);
  });
});

describe('the image', () => {
  test('copies only what is there', () => {
    const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gmu)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    expect(copied).toContain('src');
    expect(copied.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  test('runs as npm start does, and serves', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    const command = JSON.parse(/^CMD (\[.+\])$/mu.exec(dockerfile)?.[1] ?? '[]') as string[];
    expect(['exec', ...command]).toEqual([...scripts.start.split(' '), 'serve']);
  });

  test('O11: keeps what must last in a volume that its user may write', () => {
    expect(dockerfile).toMatch(/^VOLUME \/app\/data$/mu);
    expect(dockerfile).toMatch(/^RUN mkdir data .*chown node data/mu);
  });

  test('holds one Node: the package that brings another does so by an install script, and nothing else has one', () => {
    const base = /^FROM node:(\d+)/mu.exec(dockerfile)?.[1];
    const lock = v.parse(LOCK, JSON.parse(read('package-lock.json')));
    const scripted = Object.entries(lock.packages).filter(
      ([, { hasInstallScript, dev }]) => hasInstallScript === true && dev !== true,
    );
    expect(scripted.map(([name]) => name)).toEqual(['node_modules/node']);
    expect(lock.packages['node_modules/node']?.version?.split('.')[0]).toBe(base);
    expect(dockerfile).toMatch(/^RUN npm ci --omit=dev --ignore-scripts$/mu);
  });
});
