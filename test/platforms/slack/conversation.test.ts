import { describe } from 'vitest';
import { completingContract } from '../../contracts/completing.ts';
import { debatesContract } from '../../contracts/debates.ts';
import { conversationContract } from '../../contracts/conversation.ts';
import { consentingContract } from '../../contracts/consenting.ts';
import { proposingContract } from '../../contracts/proposing.ts';
import { followingContract } from '../../contracts/following.ts';
import { channelOver } from './channel.ts';
import { ROADS } from './harness.ts';

for (const road of ROADS)
  describe(road[0], () => {
    conversationContract('slack', channelOver(road));
    completingContract(channelOver(road));
    debatesContract(channelOver(road));
    followingContract(channelOver(road), true);
    proposingContract('slack', channelOver(road));
    consentingContract('slack', channelOver(road));
  });
