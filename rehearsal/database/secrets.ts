/** Names of the secrets: the URL for whoever migrates, and the one for whoever may only look. */
export const SECRETS = { migrator: 'database-url', reader: 'database-url-read' } as const;
