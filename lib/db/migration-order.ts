import { Fault } from '@/lib/kernel/errors'

// Two files of one release took 0010. Their order is that of their whole names, the same everywhere, and neither touches what the other does; a file
// that was applied somewhere keeps its name for good, because databases know it by that.
const TWICE = ['0010_identity.sql', '0010_short_append.sql']

/**
 * The migrations among these files, in the order in which they run. Throws Fault `broken_invariant` where two take one number: which one runs first would be
 * left to their names.
 */
export function migrationsIn(files: readonly string[]): string[] {
  const sorted = files.filter((name) => name.endsWith('.sql')).sort()
  for (const [i, name] of sorted.entries()) {
    const next = sorted[i + 1]
    if (next === undefined || numberOf(name) !== numberOf(next) || (TWICE.includes(name) && TWICE.includes(next))) continue
    throw new Fault('broken_invariant', `the migrations ${name} and ${next} take one number: give the newer one the next that is free`, { name, next })
  }
  return sorted
}

const numberOf = (name: string): string => name.slice(0, name.indexOf('_'))
