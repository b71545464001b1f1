import { describe } from 'vitest';
import type { SlackMessage } from '../../../src/adapters/slack/blocks.ts';
import { commandNames } from '../../../src/adapters/slack/command-names.ts';
import { Renderer } from '../../../src/adapters/slack/render.ts';
import { jsonStrings, renderingContract } from '../../contracts/adapter.ts';

describe('a message', () => {
  renderingContract<SlackMessage>('to everyone', (corpus) => {
    const renderer = new Renderer(corpus, commandNames(''));
    const circumstances = { shownTo: 'everyone', isOwned: true, sharedBy: null } as const;
    return { ...renderer.renderingFor(circumstances), ...jsonStrings };
  });
});
