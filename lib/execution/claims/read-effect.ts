import { isBeside } from '@/lib/execution/accompany/main-actions'
import { bindAll } from '@/lib/execution/bind-all'
import type { Catalogue } from '@/lib/execution/template'
import { Fault } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'

/** Whether what a run applied is still so. `unknown` when the account could not be asked, which is not `missing`. */
export async function readEffect<Port>(x: {
  plan: Plan
  run: Run
  templates: Catalogue<Port>
  port: Port
  now: Instant
}): Promise<{ status: 'in_place' | 'missing' | 'unknown'; detail: string }> {
  const items = bindAll(x)
  if (typeof items === 'string') return { status: 'unknown', detail: `not known: ${items}` }
  const details: string[] = []
  for (const { action, bound } of items) {
    if (isBeside(x.plan, action)) continue
    const snapshot = x.run.snapshots.find((s) => s.action_id === action.action_id)
    if (snapshot === undefined) return { status: 'unknown', detail: `not known: nothing was captured for ${action.title}` }
    try {
      const effect = bound.effect(snapshot.before, await bound.capture(x.port, { now: x.now, key: 'verify', mode: 'dry_run' }))
      if (effect.status === 'missing') return effect
      details.push(effect.detail)
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'provider_down') throw error
      return { status: 'unknown', detail: 'not known: the account could not be read' }
    }
  }
  return { status: 'in_place', detail: details.join('; ') }
}
