import { linkCommand } from '../links/command.ts';

export const command = linkCommand('link', 'let two identifiers be one customer from the next refresh on');
