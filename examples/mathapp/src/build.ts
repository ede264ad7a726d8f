/** Set by the build (esbuild's `define`); absent when the sources run as they are. */
declare const MATHAPP_VERSION: string | undefined;
declare const MATHAPP_VARIANT: string | undefined;

/** The version that was built; the environment's VERSION outranks it. */
export const builtVersion = typeof MATHAPP_VERSION === 'string' ? MATHAPP_VERSION : 'development';
/** Which of the versions to rehearse with was built. */
export const builtVariant = typeof MATHAPP_VARIANT === 'string' ? MATHAPP_VARIANT : 'good';
