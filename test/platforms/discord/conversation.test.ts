import { completingContract } from '../../contracts/completing.ts';
import { conversationContract } from '../../contracts/conversation.ts';
import { withinChannel } from './channel.ts';

conversationContract('discord', withinChannel);
completingContract(withinChannel);
