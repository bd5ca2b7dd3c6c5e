/** Sets of cases; each contains the ones before it. */
export const tiers = ['smoke', 'standard', 'full'] as const;

export type Tier = (typeof tiers)[number];
