import { invariant } from '@/lib/kernel/errors'
import type { Desk } from '@/schemas/case'

const NAMES = new Map<Desk, readonly string[]>()

/** A desk names the templates that it can carry out once, where the process starts that gives commands. */
export const provideTemplateNames = (desk: Desk, names: readonly string[]): void => void NAMES.set(desk, names)

/** The templates of all desks. */
export function templateNames(): string[] {
  invariant(NAMES.size > 0, 'no desk has named its templates: a door that takes commands has to bring its desks')
  return [...NAMES.values()].flat().sort()
}
