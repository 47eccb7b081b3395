/**
 * Words for what is measured of a sound and not learnt: its brightness and its speed. A track has those that fit among
 * its sound tags.
 */
export const SOUND_WORDS = ['dark', 'bright', 'slow', 'fast'] as const;

/** One of these words. */
export type SoundWord = (typeof SOUND_WORDS)[number];
