import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { FORM_BODY, sign } from '../test/standins/slack/signed-http.ts';

/** Figures of many requests; latencies in milliseconds. */
export interface Latencies {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

interface Load {
  readonly secret: string;
  readonly requests: number;
  readonly atOnce: number;
  /** What the n-th request of the whole run asks. */
  readonly subject: (n: number) => string;
}

const EXPECTED = 200;
let asked = 0;

/** As many requests as there are, so many at once. */
export async function flood(
  port: number,
  { secret, requests, atOnce, subject }: Load,
): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  // Signing is Slack's work: it is done before the clock starts.
  const signed = Array.from({ length: requests }, () => signedCommand(secret, subject));
  const latencies: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = signed.pop(); next !== undefined; next = signed.pop()) {
        latencies.push(await ask(port, next, agent));
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return figures(latencies, requests / seconds);
}

/** Requests at a steady rate, whether the ones before are answered or not. */
export async function steady(
  port: number,
  { secret, subject }: Pick<Load, 'secret' | 'subject'>,
  perSecond: number,
  seconds: number,
): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true });
  const answers: Promise<number>[] = [];
  const started = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = started + (index * 1000) / perSecond;
    await wait(Math.max(0, due - performance.now()));
    answers.push(ask(port, signedCommand(secret, subject), agent));
  }
  const latencies = await Promise.all(answers);
  agent.destroy();
  return figures(latencies, perSecond);
}

type Signed = ReturnType<typeof sign>;

/** A command as Slack sends it; no two are alike, because a repetition is refused as a replay. */
function signedCommand(secret: string, subject: Load['subject']): Signed {
  asked += 1;
  const form = new URLSearchParams({
    token: 'legacy-verification-token',
    team_id: 'T0DEBAT01',
    team_domain: 'debat',
    channel_id: 'C0GENERAL',
    channel_name: 'general',
    user_id: 'U0ALICE01',
    user_name: 'alice',
    command: '/debat',
    text: subject(asked),
    api_app_id: 'A0DEBAT01',
    is_enterprise_install: 'false',
    response_url: `http://127.0.0.1:9/response/${asked}`,
    trigger_id: `1700000000.${asked}.command`,
  });
  return sign(secret, FORM_BODY, form.toString());
}

function ask(port: number, { headers, body }: Signed, agent: Agent): Promise<number> {
  const started = performance.now();
  const options = {
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/slack/events',
    headers,
    agent,
  };
  return new Promise((resolve, reject) => {
    const sending = request(options, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === EXPECTED) resolve(performance.now() - started);
        else reject(new Error(`answered with ${response.statusCode ?? 'nothing'}`));
      });
    });
    sending.on('error', reject).end(body);
  });
}

function figures(latencies: readonly number[], perSecond: number): Latencies {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { perSecond, p50: at(0.5), p99: at(0.99) };
}
