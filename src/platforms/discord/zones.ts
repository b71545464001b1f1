import { zoneNames } from '../../messages/discord.ts';
import { entry } from './menu.ts';
import type { Entry } from './menu.ts';

let known: readonly Entry[] | null = null;

/** Every time zone, those where French is spoken first; worked out when somebody first asks. */
export function zoneEntries(): readonly Entry[] {
  known ??= [...new Set([...zoneNames.keys(), ...Intl.supportedValuesOf('timeZone'), 'UTC'])].map(
    (zone) => entry(zone, ...(zoneNames.get(zone) ?? [])),
  );
  return known;
}
