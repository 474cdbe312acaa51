import { wordTable } from '@/lib/kernel/word-table'

// Tags that keep everybody's hands off. Keys are compared case-folded; `*` means that any value guards.
const GUARDS: Record<string, '*' | readonly string[]> = wordTable({
  'do-not-modify': ['true', '1', 'yes'],
  'manual-only': ['true', '1', 'yes'],
  'legal-hold': '*',
  pci: '*',
})

/** The tag that protects a resource, as it is written on it. Undefined when none does. `more` are keys that guard in this tenant, whatever their value. */
export function findGuardTag(tags: Readonly<Record<string, string>>, more: readonly string[] = []): string | undefined {
  const own = new Set(more.map((key) => key.toLowerCase()))
  for (const [key, value] of Object.entries(tags)) {
    const folded = key.toLowerCase()
    const guarded = own.has(folded) ? '*' : GUARDS[folded]
    if (guarded !== undefined && (guarded === '*' || guarded.includes(value.trim().toLowerCase()))) return `${key}=${value}`
  }
  return undefined
}
