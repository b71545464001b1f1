import type { App, Context } from '@slack/bolt';
import type { ReportFault } from '../../errors.ts';
import type { Log } from '../adapter.ts';
import { growingWaits } from '../time.ts';
import type { Time } from '../time.ts';
import type { Work } from '../work.ts';
import { LONGEST_WAIT_MS, SHORTEST_WAIT_MS } from './limits.ts';
import { isStoreFault } from './tenancies.ts';

/** What forgets those who leave. */
export interface Leaving {
  readonly forget: (workspace: string) => Promise<void>;
  /** The organisation, and the workspaces that had the app through it. */
  readonly forgetOrganisation: (organisation: string) => Promise<void>;
  /** When an installation that is kept was made; null where there is none, or nobody notes it. */
  readonly installedAt: (id: string) => Promise<number | null>;
}

interface LeavingParts {
  readonly leaving: Leaving;
  readonly log: Log;
  readonly time: Time;
  readonly reportFault: ReportFault;
  readonly stopping: AbortSignal;
  readonly work: Work;
}

/** Who left. */
interface Departure {
  readonly id: string | null;
  readonly isOrganisation: boolean;
}

/** What Slack tells of the delivery of an event. */
interface Told {
  readonly context: Context;
  readonly body: { readonly team_id?: string; readonly event_time?: number };
}

/** The events that only an app for organisations subscribes to, beside those of `events.ts`. */
export const ORGANISATION_EVENTS = ['team_access_revoked'] as const;

/** Told of one's own workspace, these come when there is no token any more. */
export const DEPARTURES: ReadonlySet<string> = new Set([
  'app_uninstalled',
  'app_uninstalled_team',
  'team_access_revoked',
  'tokens_revoked',
]);

/**
 * Forgets a workspace as soon as it removes the app. `app_uninstalled_team` comes only to apps that
 * administer others (`admin.apps:read`); what an organisation takes from one workspace is told by
 * `team_access_revoked`.
 */
export function listenToDepartures(app: App, parts: LeavingParts): void {
  app.event('app_uninstalled', (told) => leave(parts, told, [departureOf(told)]));
  app.event('tokens_revoked', (told) => {
    // A person's own tokens are none of ours: the bot goes on.
    const isOfBot = (told.event.tokens.bot ?? []).length > 0;
    return isOfBot ? leave(parts, told, [departureOf(told)]) : Promise.resolve();
  });
  app.event('app_uninstalled_team', (told) => {
    const { event, body } = told;
    if (isOfAnother(event.app_id, body.api_app_id)) return Promise.resolve();
    return leave(parts, told, [departureFrom(event.team_id, told)]);
  });
  app.event('team_access_revoked', (told) =>
    leave(
      parts,
      told,
      told.event.team_ids.map((id) => ({ id, isOrganisation: false })),
    ),
  );
}

function departureOf({ context, body }: Told): Departure {
  const { isEnterpriseInstall: isOrganisation, enterpriseId } = context;
  return { id: (isOrganisation ? enterpriseId : body.team_id) ?? null, isOrganisation };
}

/** Its `team_id` may be that of an organisation. */
function departureFrom(id: string | undefined, told: Told): Departure {
  if (id === undefined) return departureOf(told);
  return { id, isOrganisation: id === told.context.enterpriseId || id.startsWith('E') };
}

function isOfAnother(app: string | undefined, ours: string): boolean {
  return app !== undefined && app !== ours;
}

function leave(parts: LeavingParts, told: Told, departures: readonly Departure[]): Promise<void> {
  const { work, reportFault } = parts;
  return work.run(
    'departure',
    async () => {
      for (const departure of departures) await forget(parts, told, departure);
    },
    (fault) => {
      reportFault(fault);
      return Promise.resolve();
    },
  );
}

/** Tries for as long as the store is down: Slack does not tell twice. */
async function forget(parts: LeavingParts, told: Told, { id, isOrganisation }: Departure) {
  const { leaving, log, time, stopping } = parts;
  if (id === null) return;
  for (const wait of growingWaits(SHORTEST_WAIT_MS, LONGEST_WAIT_MS)) {
    try {
      if (await isOutlived(leaving, told, id)) {
        log.info({ workspace: id }, 'the app has been installed again since it was removed');
        return;
      }
      await (isOrganisation ? leaving.forgetOrganisation(id) : leaving.forget(id));
      log.info(
        { workspace: id, isOrganisation },
        'the app was removed: all that was kept is erased',
      );
      return;
    } catch (fault) {
      if (!isStoreFault(fault)) throw fault;
      log.error({ workspace: id, fault }, 'what a workspace left cannot be erased yet');
      await time.wait(wait, stopping);
    }
  }
}

/** An event that comes late, again, must not end an installation made after it. */
async function isOutlived(leaving: Leaving, { context, body }: Told, id: string): Promise<boolean> {
  if (context.retryNum === undefined || body.event_time === undefined) return false;
  const installedAtMs = await leaving.installedAt(id);
  return installedAtMs !== null && body.event_time * 1000 < installedAtMs;
}
