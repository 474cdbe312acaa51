// What this process has read, so that a message which holds it by accident can be cleaned.
const known = new Set<string>()

/** Secrets that `redact` takes out wherever they appear. */
export const knownSecrets = (): ReadonlySet<string> => known

/** Shorter values are not kept: taking them out would take words apart. */
export function rememberSecret(value: string): void {
  if (value.length >= 8) known.add(value)
}
