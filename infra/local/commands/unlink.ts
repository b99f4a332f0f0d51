import { linkCommand } from '../links/command.ts';

export const command = linkCommand('unlink', 'let two identifiers tie nobody together any more, until they are linked');
