import { completingContract } from '../../contracts/completing.ts';
import { debatesContract } from '../../contracts/debates.ts';
import { conversationContract } from '../../contracts/conversation.ts';
import { consentingContract } from '../../contracts/consenting.ts';
import { proposingContract } from '../../contracts/proposing.ts';
import { followingContract } from '../../contracts/following.ts';
import { withinChannel } from './channel.ts';

conversationContract('discord', withinChannel);
completingContract(withinChannel);
debatesContract(withinChannel);
followingContract(withinChannel, false);
proposingContract('discord', withinChannel);
consentingContract('discord', withinChannel);
