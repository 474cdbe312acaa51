import { z } from 'zod'
import { castVeto } from '@/lib/approval/decide'
import { defineCommand } from '../command'
import { sayNo } from '../under-lock/say-no'

/** Stops a plan that policy would run when its window ends. */
export const vetoCast = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'approval.vetoed',
  ready: sayNo(castVeto, ({ actor }) => ({ status: 'denied', note: `Vetoed by ${actor.name}`, message: 'Vetoed. The plan is not carried out.' })),
})
