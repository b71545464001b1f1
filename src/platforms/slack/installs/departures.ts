import type { App, Context } from '@slack/bolt';
import type { ReportFault } from '../../../errors.ts';
import type { Log, Time } from '../../../ports.ts';
import { growingWaits } from '../../../running/waiting.ts';
import type { Work } from '../../../running/work.ts';
import type { Accounts, Departure } from './accounts.ts';
import { LONGEST_WAIT_MS, SHORTEST_WAIT_MS } from '../limits.ts';
import { isStoreFault } from './tenancies.ts';

interface LeavingParts {
  readonly accounts: Pick<Accounts, 'forget'>;
  /** Whether nobody is left to be served then, which is a fault to the operator. */
  readonly isForOne: boolean;
  readonly log: Log;
  readonly time: Time;
  readonly reportFault: ReportFault;
  readonly stopping: AbortSignal;
  readonly work: Work;
}

/** What Slack tells with an event. */
interface Told {
  readonly context: Context;
  readonly body: { readonly team_id?: string; readonly event_time?: number };
}

/** The events that only an app for organisations subscribes to, beside those of `events.ts`. */
export const ORGANISATION_EVENTS = ['team_access_revoked'] as const;

/** Of these, nobody has a token any more. */
export const DEPARTURES: ReadonlySet<string> = new Set([
  ...['app_uninstalled', 'app_uninstalled_team', 'tokens_revoked'],
  ...ORGANISATION_EVENTS,
]);

/**
 * Forgets a workspace as soon as it removes the app. `app_uninstalled_team` comes only to apps that
 * administer others (`admin.apps:read`); what an organisation takes from one workspace is told by
 * `team_access_revoked`.
 */
export function listenToDepartures(app: App, parts: LeavingParts): void {
  app.event('app_uninstalled', (told) => {
    tell(parts, told, 'the app was removed from the workspace');
    return leave(parts, departuresOf(told));
  });
  app.event('tokens_revoked', (told) => {
    // A person's own tokens are none of ours: the bot goes on.
    if ((told.event.tokens.bot ?? []).length === 0) return Promise.resolve();
    tell(parts, told, 'tokens of the app were revoked');
    return leave(parts, departuresOf(told));
  });
  app.event('app_uninstalled_team', (told) => {
    const { app_id: removed, team_id: id } = told.event as Partial<typeof told.event>;
    if (removed !== undefined && removed !== told.body.api_app_id) return Promise.resolve();
    return leave(parts, id === undefined ? departuresOf(told) : departuresFrom(told, [id]));
  });
  app.event('team_access_revoked', (told) =>
    leave(parts, departuresFrom(told, told.event.team_ids)),
  );
}

function tell({ log, isForOne }: LeavingParts, { body }: Told, event: string): void {
  log[isForOne ? 'error' : 'info']({ workspace: body.team_id }, event);
}

function departuresOf(told: Told): Departure[] {
  const { context, body } = told;
  const id = context.isEnterpriseInstall ? context.enterpriseId : body.team_id;
  return departuresFrom(told, id === undefined ? [] : [id]);
}

function departuresFrom({ context, body }: Told, ids: readonly string[]): Departure[] {
  const { enterpriseId, retryNum } = context;
  // Only an event that comes late, again, can be of an installation that has been made anew since.
  const isLate = retryNum !== undefined && body.event_time !== undefined;
  const atMs = isLate ? (body.event_time ?? 0) * 1000 : null;
  return ids.map((id) => ({ id, atMs, isOrganisation: id === enterpriseId || id.startsWith('E') }));
}

function leave(parts: LeavingParts, departures: readonly Departure[]): Promise<void> {
  const { work, reportFault } = parts;
  return work.run(
    'departure',
    async () => {
      for (const departure of departures) await forget(parts, departure);
    },
    (fault) => {
      reportFault(fault);
      return Promise.resolve();
    },
  );
}

/** Tries for as long as the store is down: Slack does not tell twice. */
async function forget(parts: LeavingParts, departure: Departure): Promise<void> {
  const { accounts, log, time, stopping } = parts;
  const fields = { workspace: departure.id, isOrganisation: departure.isOrganisation };
  for (const wait of growingWaits(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)) {
    try {
      if (await accounts.forget(departure)) log.info(fields, 'all that was kept of it is erased');
      else log.info(fields, 'the app has been installed again since it was removed');
      return;
    } catch (fault) {
      if (!isStoreFault(fault)) throw fault;
      log.error({ ...fields, fault }, 'what the app leaves behind cannot be erased yet');
      await time.wait(wait, stopping);
    }
  }
}
