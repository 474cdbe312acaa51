import { sha256 } from '@/lib/kernel/canonical'

// Statements whose plans a connection keeps, most of them a few dozen: text that is put together from parts could make ever new ones.
const MOST_KEPT = 256
const names = new Map<string, string>()

/** A statement under a name of its own: a connection reads and plans it once, which takes longer than running most of ours. */
export function keptPlan(text: string): { name?: string; text: string } {
  const known = names.get(text)
  if (known !== undefined) return { name: known, text }
  if (names.size >= MOST_KEPT) return { text }
  const name = `cs_${sha256(text).slice(0, 16)}`
  names.set(text, name)
  return { name, text }
}
