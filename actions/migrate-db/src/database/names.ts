/** The schema that holds our own tables, and nothing of the application's. */
export const LEDGER_SCHEMA = 'sluice';

/** An identifier as SQL takes it whatever is in it. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `orders` or `shop.orders` as SQL takes it. */
export const qualified = (name: string): string => name.split('.').map(identifier).join('.');
