/** The one style block of every page. */
export const STYLES = 'body{font:16px/1.5 system-ui,sans-serif}';
