import { describe, expect, test, vi } from 'vitest';
import { renderingContract } from '../contracts/adapter.ts';
import { completingContract } from '../contracts/completing.ts';
import { consentingContract } from '../contracts/consenting.ts';
import { conversationContract } from '../contracts/conversation.ts';
import { debatesContract } from '../contracts/debates.ts';
import { followingContract } from '../contracts/following.ts';
import { picturesContract } from '../contracts/pictures.ts';
import { proposingContract } from '../contracts/proposing.ts';
import { summaryContract } from '../contracts/summary.ts';
import { showing } from '../fixtures/bots.ts';
import { jsonUnderTest } from '../fixtures/consoles.ts';
import { realCorpus } from '../fixtures/corpora.ts';
import { channelOver } from '../platforms/slack/channel.ts';
import { ROADS } from '../platforms/slack/harness.ts';
import { postgres } from '../store/servers.ts';

// Read before the imports are: fixtures then ask the server what they ask memory elsewhere.
vi.hoisted(() => vi.stubEnv('TEST_ENGINE', 'postgres'));

describe.skipIf(!postgres.isThere)('of debates that a search server keeps', () => {
  test('lie in no memory', async () => {
    expect((await showing(realCorpus)).corpus).toBeNull();
  });

  // One road of one platform: what differs between them is before a question, or after its answer.
  const within = channelOver(ROADS[0]);
  conversationContract('slack', within);
  completingContract(within);
  debatesContract(within);
  followingContract(within, true);
  proposingContract('slack', within);
  consentingContract('slack', within);
  picturesContract(within);
  renderingContract('the terminal’s document', jsonUnderTest);
  summaryContract('the terminal’s document', jsonUnderTest);
});
