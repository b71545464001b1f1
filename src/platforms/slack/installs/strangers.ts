import type { App } from '@slack/bolt';
import { installation } from '../../../messages/install.ts';
import type { Work } from '../../../running/work.ts';
import { acknowledgeWith } from '../deliver.ts';
import type { Desk } from '../desk.ts';
import { DEPARTURES } from './departures.ts';

/** What Bolt adds to the context of a request from a workspace that has not installed the app. */
export const STRANGER = { isInstalled: false } as const;

/**
 * Tells those whose workspace has no installation that can be read, as far as that needs no token: a
 * command is answered, a mention is not.
 */
export function turnStrangersAway(app: App, desk: Desk, work: Work): void {
  app.use(({ context, next, ...args }) => {
    const isDeparture = 'event' in args && DEPARTURES.has(args.event.type);
    if (context['isInstalled'] !== STRANGER.isInstalled || isDeparture) return next();
    desk.log.warn(
      { workspace: context.teamId },
      'a request came from where the app is not installed',
    );
    return work.run(
      'stranger',
      async () => {
        const sentence = desk.composer.sentence(installation.missing());
        if ('command' in args) await acknowledgeWith(args.ack, sentence, { shownTo: 'asker' });
        else if ('ack' in args) await args.ack?.();
      },
      (fault) => {
        desk.reportFault(fault);
        return Promise.resolve();
      },
    );
  });
}
