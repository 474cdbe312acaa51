// What this process has read, so that a message which holds it by accident can be cleaned. Next loads this module once for every bundle; they share the set.
const shared = globalThis as unknown as { countersign_secrets?: Set<string> }
shared.countersign_secrets ??= new Set()
const known = shared.countersign_secrets

/** Secrets that `redact` takes out wherever they appear. */
export const knownSecrets = (): ReadonlySet<string> => known

/** Shorter values are not kept: taking them out would take words apart. */
export function rememberSecret(value: string): void {
  if (value.length >= 8) known.add(value)
}
