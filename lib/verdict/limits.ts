/*
 * Names of coins and sources come from the caller and are written into an annotation of the service, which has to
 * stay small.
 */

/** Further coins, beside failed and slower. */
export const mostCoins = 12;

/** Sources of a coin. */
export const mostSources = 24;

export const namePattern = /^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,62}$/;

export const nameRule = 'a letter or digit, then up to 62 more of these, spaces, or any of . _ : / -';

export const isName = (name: string): boolean => namePattern.test(name);
