import { hash } from './hash.ts';
import { placeKey } from './subscriptions.ts';
import type { Place } from './subscriptions.ts';

interface Placed {
  readonly subscription: { readonly place: Place };
}

/** One of each workspace, then a second of each, and so on; which comes first depends on `seed`. */
export function inFairOrder<Each extends Placed>(all: readonly Each[], seed: number): Each[] {
  const ranked = all
    .map((each) => ({ each, rank: hash(`${seed} ${placeKey(each.subscription.place)}`) }))
    .sort((a, b) => a.rank - b.rank);
  const seen = new Map<string, number>();
  const turns = ranked.map(({ each }) => {
    const { platform, workspace } = each.subscription.place;
    const name = `${platform} ${workspace ?? ''}`;
    const turn = seen.get(name) ?? 0;
    seen.set(name, turn + 1);
    return { each, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ each }) => each);
}
