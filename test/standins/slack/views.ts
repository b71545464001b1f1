import type { ViewOutput } from '@slack/bolt';
import type { Json } from '../json.ts';
import { SlackRefusal, type World } from './world.ts';
import type { Workspace } from './workspace.ts';

/** A modal or a Home tab as one person sees it. */
export interface ShownView {
  readonly user: string;
  readonly workspace: Workspace;
  /** As Slack sends it back in interactions; `state` is filled in when the person submits. */
  readonly output: ViewOutput;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction: a trigger lives three seconds, once. */
const TRIGGER_LIFE_MS = 3000;

/** What each person has open: one Home tab, and one modal. */
export class Views {
  readonly #world: World;
  readonly #homes = new Map<string, ShownView>();
  readonly #modals = new Map<string, ShownView>();
  readonly #triggers = new Map<string, { user: string; issuedAt: number; isUsed: boolean }>();
  readonly #run = crypto.randomUUID().slice(0, 8);

  constructor(world: World) {
    this.#world = world;
  }

  /** As Slack's end in something random, a store that outlives a test has none of the next one's. */
  issueTrigger(user: string): string {
    const id = `${this.#world.next('1700000000.')}.${this.#run}`;
    this.#triggers.set(id, { user, issuedAt: this.#world.clock(), isUsed: false });
    return id;
  }

  homeOf(user: string): ShownView | undefined {
    return this.#homes.get(user);
  }

  /** The modal in front of this person. */
  modalOf(user: string): ShownView | undefined {
    return this.#modals.get(user);
  }

  open(workspace: Workspace, triggerId: string, view: Json): ShownView {
    const user = this.#redeem(triggerId);
    return this.#show(this.#modals, { user, workspace, output: this.#outputOf(workspace, view) });
  }

  publish(workspace: Workspace, user: string, view: Json): ShownView {
    return this.#show(this.#homes, { user, workspace, output: this.#outputOf(workspace, view) });
  }

  /** What `response_action: update` does to a modal. */
  update(before: ShownView, view: Json): ShownView {
    const { id } = before.output;
    const output = { ...this.#outputOf(before.workspace, view), id };
    return this.#show(this.#modals, { ...before, output });
  }

  close({ user }: ShownView): void {
    this.#modals.delete(user);
    this.#world.changes.announce();
  }

  #show(place: Map<string, ShownView>, shown: ShownView): ShownView {
    place.set(shown.user, shown);
    this.#world.changes.announce();
    return shown;
  }

  #redeem(triggerId: string): string {
    const trigger = this.#triggers.get(triggerId);
    if (trigger === undefined) throw new SlackRefusal('invalid_trigger_id');
    if (trigger.isUsed) throw new SlackRefusal('exchanged_trigger_id');
    if (this.#world.clock() - trigger.issuedAt > TRIGGER_LIFE_MS) {
      throw new SlackRefusal('expired_trigger_id');
    }
    trigger.isUsed = true;
    return trigger.user;
  }

  #outputOf(workspace: Workspace, view: Json): ViewOutput {
    const id = this.#world.next('V');
    // Checked by `objectionsToView` before it gets here.
    const given = { callback_id: '', ...view } as unknown as ViewOutput;
    const team = { team_id: workspace.teamId, app_installed_team_id: workspace.teamId };
    return { ...given, ...team, id, root_view_id: id, state: { values: {} } };
  }
}
