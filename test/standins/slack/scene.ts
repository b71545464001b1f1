import { elementsOf, type Placed } from './elements.ts';
import type { Message } from './messages.ts';
import type { ShownView } from './views.ts';
import type { World } from './world.ts';
import type { Channel, Person, Workspace } from './workspace.ts';

/** Who does something, and where; Alice in the general channel unless a test says otherwise. */
export interface Where {
  readonly workspace?: Workspace;
  readonly channel?: string;
  readonly user?: string;
  /** Members of the payload that differ from the usual: an organisation, an odd channel name. */
  readonly payload?: object;
}

export interface Scene {
  readonly world: World;
  readonly workspace: Workspace;
  readonly channel: Channel;
  readonly person: Person;
  readonly payload: object;
}

/** Throws where the workspace has no such channel or person: the test is wrong, not the app. */
export function sceneAt(world: World, where: Where): Scene {
  const workspace = workspaceOf(world, where);
  const { known, channels, people } = workspace;
  const channel = channels.get(where.channel ?? known.general);
  const person = people.get(where.user ?? known.alice);
  if (channel === undefined || person === undefined) {
    throw new Error(`no such place or person: ${String(where.channel)}, ${String(where.user)}`);
  }
  return { world, workspace, channel, person, payload: where.payload ?? {} };
}

/** The person's direct conversation with the app. */
export function directScene(world: World, where: Where): Scene {
  const { known, channels } = workspaceOf(world, where);
  const user = where.user ?? known.alice;
  const own = [...channels.values()].find(({ kind, creator }) => kind === 'im' && creator === user);
  return sceneAt(world, { channel: own?.id ?? known.direct, ...where });
}

function workspaceOf({ workspaces: [first] }: World, { workspace = first }: Where): Workspace {
  if (workspace === undefined) throw new Error('the stand-in has no workspace');
  return workspace;
}

/** Where an element stands: in a message, or in a view. */
export interface Source {
  readonly placed: Placed;
  readonly message?: Message;
  readonly view?: ShownView;
}

export interface Aim {
  readonly actionId: string;
  /** Among several buttons with one action_id, the one that carries this value. */
  readonly value?: string;
  /** Where it is looked for: the person's modal or Home tab, instead of the channel's messages. */
  readonly within?: 'modal' | 'home';
  /** The message, where the newest that has the element is not the one. */
  readonly ts?: string;
}

/** The newest element that fits and that this person can see. Throws where there is none to click. */
export function sourceOf(scene: Scene, aim: Aim): Source {
  const found = aim.within === undefined ? inMessages(scene, aim) : inView(scene, aim);
  if (found === undefined) throw new Error(`nothing to click: ${JSON.stringify(aim)}`);
  return found;
}

function inMessages({ world, channel, person }: Scene, aim: Aim): Source | undefined {
  const seen = world.messages
    .in(channel.id)
    .filter(({ onlyFor, ts }) => [undefined, person.id].includes(onlyFor) && (aim.ts ?? ts) === ts);
  return seen.toReversed().flatMap((message) => {
    const placed = elementsOf(message.blocks).find((each) => fits(each, aim));
    return placed === undefined ? [] : [{ placed, message }];
  })[0];
}

function inView({ world, person }: Scene, aim: Aim): Source | undefined {
  const { views } = world;
  const view = aim.within === 'modal' ? views.modalOf(person.id) : views.homeOf(person.id);
  const placed = view && elementsOf(view.output.blocks).find((each) => fits(each, aim));
  return placed && { placed, view };
}

function fits({ element }: Placed, { actionId, value }: Aim): boolean {
  const isButton = element['type'] === 'button';
  const hasValue = !isButton || value === undefined || element['value'] === value;
  return element['action_id'] === actionId && hasValue;
}
