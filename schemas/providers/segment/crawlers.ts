/**
 * Crawlers that say what they are by custom: a product whose name ends in bot, crawler or spider, for example Googlebot/2.1
 * (https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers), or one of a few that are named
 * otherwise. Browsers without a screen are not among them: tests and people's own tools are not crawlers.
 */
const CRAWLER =
  /(?:(?<!\bcu)bot|crawler|spider)(?:[^a-z]|$)|\b(?:mediapartners-google|facebookexternalhit|slurp|google-read-aloud)\b/i;

/** Whether a user agent names a crawler. */
export function isCrawler(userAgent: unknown): boolean {
  return typeof userAgent === 'string' && CRAWLER.test(userAgent);
}
