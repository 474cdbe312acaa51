import { Fault } from '@/lib/kernel/errors'
import type { Case, Desk } from '@/schemas/case'
import type { Instant } from '@/schemas/time'

/** Why the incident of a case is not there any more, in words for whoever would take it up again; null while it is. */
export type IncidentLook = (c: Case, now: Instant) => Promise<string | null>

const LOOKS = new Map<Desk, IncidentLook>()

/** A desk brings its look once, where the process starts that gives commands. */
export const provideIncidentLook = (desk: Desk, look: IncidentLook): void => void LOOKS.set(desk, look)

/** Throws Fault `conflict` for a desk whose incidents cannot be looked at from here. */
export function incidentLookOf(desk: Desk): IncidentLook {
  const look = LOOKS.get(desk)
  if (look === undefined) throw new Fault('conflict', `cases of the ${desk} desk cannot be reopened here: a new finding opens a case of its own`, { desk })
  return look
}
