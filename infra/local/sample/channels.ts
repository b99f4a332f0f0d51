/** A way in which people come, how good those are whom it brings, and what it costs. */
export interface Channel {
  /** As `ad_spend_recorded` and `context.campaign.medium` call it. */
  name: string;
  share: number;
  /** How likely those people are to sign up, buy and stay, against the mean of 1. */
  quality: number;
  /** Minor units of USD a click; absent: it costs nothing. */
  clickMinor?: number;
  source?: string;
  campaigns: readonly string[];
}

export const CHANNELS: readonly Channel[] = [
  { name: 'organic', share: 27, quality: 1.05, source: 'google', campaigns: [] },
  { name: 'direct', share: 14, quality: 1.15, campaigns: [] },
  {
    name: 'cpc',
    share: 22,
    quality: 1.1,
    clickMinor: 165,
    source: 'google',
    campaigns: ['search-brand', 'search-beans', 'search-office-coffee'],
  },
  {
    name: 'paid_social',
    share: 22,
    quality: 0.65,
    clickMinor: 58,
    source: 'instagram',
    campaigns: ['latte-art-reels', 'morning-ritual', 'kettle-launch'],
  },
  { name: 'affiliate', share: 8, quality: 0.9, clickMinor: 110, source: 'brewguide', campaigns: ['brewguide-list'] },
  { name: 'referral', share: 7, quality: 1.7, source: 'friend', campaigns: ['bring-a-friend'] },
];
