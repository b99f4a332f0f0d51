import { BASE } from './base.ts';
import { CHARTS } from './charts.ts';
import { CONTENT } from './content.ts';
import { SITE } from './site.ts';

/** The one style block of every page. */
export const STYLES = [BASE, SITE, CONTENT, CHARTS].join('');
