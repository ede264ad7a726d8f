/** What a registry is shown. */
export type Credentials =
  | { readonly username: string; readonly password: string }
  /** OAuth 2 refresh token, as `docker login` leaves it for some registries. */
  | { readonly identityToken: string };
